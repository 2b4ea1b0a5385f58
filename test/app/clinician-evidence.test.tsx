// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen, within } from '@testing-library/preact';
import { afterEach, describe, expect, test } from 'vitest';
import { clinicianFacts } from '../../src/app/clinician/facts.ts';
import { clinicianPrompts } from '../../src/app/clinician/summary.ts';
import { AppProvider } from '../../src/app/model.ts';
import { Shell } from '../../src/app/shell/Shell.tsx';
import { untouched, written } from '../promises/stays.ts';
import { testApp } from './fixtures.ts';

afterEach(cleanup);

// Every line of evidence on a card repeats value, unit and time, and opens exactly the resource it comes from, over real reviews of whole stays.
const asking = written
  .flatMap((stay) => untouched(stay).map((one) => ({ stay, one })))
  .filter(({ one }) => clinicianPrompts(one, false).length > 0);

describe.each(asking.map(({ stay, one }) => [stay.id, stay, one] as const))('%s', (_id, stay, one) => {
  const byRef = new Map(stay.resources.map((resource) => [`${resource.resourceType}/${resource.id}`, resource]));

  test.each(clinicianPrompts(one, false).map((prompt) => [prompt.ref, prompt] as const))('%s', (_ref, prompt) => {
    const app = { ...testApp({ ...one, prompts: [prompt] }), resource: (ref: string) => byRef.get(ref.replace(/#.*$/, '')) ?? null };
    render(
      <AppProvider value={app}>
        <Shell />
      </AppProvider>,
    );
    const card = within(screen.getByRole('article'));
    const more = card.queryByRole('button', { name: /^\d+ more$/ });
    if (more) fireEvent.click(more);
    const lines = clinicianFacts(prompt.evidence);
    const chips = card.queryAllByRole('button', { name: /show source$/ });
    expect(chips.length).toBe(lines.length);
    const shown = chips.map((chip) => chip.textContent ?? '');
    for (const line of lines) {
      const parts = [line.label, line.value, line.unit, line.time].filter((part): part is string => part !== null);
      const chip = chips[shown.findIndex((text) => parts.every((part) => text.includes(part)))];
      expect([line.text, chip !== undefined]).toEqual([line.text, true]);
    }
    for (const chip of chips) {
      fireEvent.click(chip);
      const opened = app.drawer.value;
      if (opened?.kind !== 'fact') throw new Error('no fact opened');
      expect(chip.textContent).toContain(opened.line.label);
      const drawer = within(screen.getByRole('dialog'));
      for (const source of opened.line.sources) {
        if (typeof source !== 'string') continue;
        const name = source.replace(/#.*$/, '');
        expect(drawer.getAllByRole('heading', { name }).length).toBeGreaterThan(0);
        expect([name, byRef.has(name)]).toEqual([name, true]);
      }
      fireEvent.keyDown(screen.getByRole('dialog'), { key: 'Escape' });
    }
  });
});
