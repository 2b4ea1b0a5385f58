import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';

/** A part of a screen that may fail by itself: an error inside it takes its place, without any detail of the patient, and the other parts go on. */
export function Panel({ children }: { readonly children: ComponentChildren }) {
  const [error, reset] = useErrorBoundary();
  if (!error) return <>{children}</>;
  const action = (
    <Button look="second" onClick={reset}>
      {words.states.retry}
    </Button>
  );
  return (
    <Banner state="stop" action={action}>
      <strong>{words.states.crashed}</strong>
      <div>{words.states.crashedMore}</div>
    </Banner>
  );
}
