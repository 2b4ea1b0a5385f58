import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import { Banner } from '../ui/Banner.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';

interface Props {
  readonly prompt: Prompt;
  readonly onBack: () => void;
}
let Form: ComponentType<Props> | null = null;

/** The addendum form, loaded when it is first asked for: no part of the first screen. */
export function DepartureRoom(props: Props) {
  const [state, setState] = useState<'loading' | 'failed' | 'ready'>(Form ? 'ready' : 'loading');
  useEffect(() => {
    if (Form) return;
    import('./departure/Departure.tsx').then(
      ({ Departure }) => {
        Form = Departure;
        setState('ready');
      },
      () => setState('failed'),
    );
  }, []);
  if (state === 'failed') return <Banner state="stop">{words.states.crashed}</Banner>;
  return Form ? <Form {...props} /> : <Skeleton />;
}
