import { useApp } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { words } from '../words.ts';

/** Says that the last reading failed and what is shown is older, with a way to read again. Nothing while the data are current. */
export function StaleBanner() {
  const app = useApp();
  if (!app.load.value.isStale) return null;
  const action = (
    <Button look="second" onClick={app.refresh}>
      {words.states.retry}
    </Button>
  );
  return (
    <Banner state="unknown" action={action}>
      {words.states.refreshFailed}
    </Banner>
  );
}
