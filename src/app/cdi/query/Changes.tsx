import { Banner } from '../../ui/Banner.tsx';
import { Button } from '../../ui/Button.tsx';
import { queryWords as say } from './words.ts';

/** What changed in the record since the draft was begun; nothing leaves until the user has looked at it. */
export function Changes({
  changes,
  onReviewed,
}: {
  readonly changes: { readonly gone: readonly string[]; readonly came: readonly string[] };
  readonly onReviewed: () => void;
}) {
  return (
    <Banner state="look">
      {say.changed}
      {changes.gone.length > 0 && <div>{`${say.gone}: ${changes.gone.length}`}</div>}
      {changes.came.map((text) => (
        <div key={text}>
          {say.came}: {text}
        </div>
      ))}
      <div>
        <Button look="second" dense onClick={onReviewed}>
          {say.reviewed}
        </Button>
      </div>
    </Banner>
  );
}
