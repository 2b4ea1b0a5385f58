import { batch } from '@preact/signals';
import { useApp } from '../model.ts';
import { IconButton } from '../ui/Button.tsx';
import { words } from '../words.ts';

/** Opens the rule of a checklist at one of its entries. Not for a clinician's prompt: its rule may name what nobody has documented (`WhyDrawer`). */
export function RuleLink({ checklist, entry, label }: { readonly checklist: string; readonly entry: string; readonly label: string }) {
  const app = useApp();
  const open = () => {
    batch(() => {
      app.drawer.value = null;
      app.over.value = { room: 'rules', checklist, entry, page: 'rule' };
    });
  };
  return (
    <span data-rule>
      <IconButton dense icon="note" label={words.rules.open(label)} onClick={open} />
    </span>
  );
}
