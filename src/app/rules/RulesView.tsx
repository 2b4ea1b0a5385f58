import { useEffect, useRef, useState } from 'preact/hooks';
import type { Concepts } from '../../core/chart/concept.ts';
import type { ReadableRule } from '../../worker/index.ts';
import { type RulesPlace, useApp } from '../model.ts';
import { hasRoom } from '../shell/OverRoom.tsx';
import { useShortcuts } from '../shell/shortcuts.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Field } from '../ui/Field.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { type EntryContext, placeOf } from './Entries.tsx';
import { EssentialsPage } from './EssentialsPage.tsx';
import { forPatient } from './for-patient.ts';
import styles from './Rules.module.css';
import { filtered, Governance, partsIn, Sheet } from './Sheet.tsx';
import { ruleWords } from './words.ts';

/** Every checklist of this build, readable: the whole rule, or its one page. Opened over the workplace, which keeps its state meanwhile. */
export function RulesView({ place, concepts }: { readonly place: RulesPlace; readonly concepts: Concepts }) {
  const app = useApp();
  const role = app.role.value;
  const [rules, setRules] = useState<readonly ReadableRule[] | 'loading' | 'failed'>('loading');
  const [filter, setFilter] = useState('');
  const root = useRef<HTMLDivElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    let isOpen = true;
    setRules('loading');
    const reading = app.readRules ? app.readRules() : Promise.reject(new Error('no rules'));
    reading.then(
      (read) => isOpen && setRules(read),
      () => isOpen && setRules('failed'),
    );
    return () => {
      isOpen = false;
    };
  }, [app, role]);
  const list = typeof rules === 'string' ? [] : rules;
  const chosen = list.find(({ rule }) => rule.id === place.checklist) ?? list[0];
  const close = () => {
    app.over.value = null;
  };
  const show = (next: Partial<RulesPlace>) => {
    app.over.value = { ...place, checklist: chosen?.rule.id ?? null, entry: null, ...next };
  };
  const focusOn = (id: string) => {
    const target = document.getElementById(id);
    target?.focus({ preventScroll: true });
    target?.scrollIntoView({ block: 'start' });
  };
  const goTo = (name: string) => {
    setFilter('');
    setTimeout(() => chosen && focusOn(placeOf(chosen.rule.id, name === 'governing' ? chosen.rule.governing : name)), 0);
  };
  const wanted = chosen && place.entry ? placeOf(chosen.rule.id, place.entry) : null;
  useEffect(() => {
    if (list.length === 0) heading.current?.focus();
    else if (wanted && document.getElementById(wanted)) focusOn(wanted);
    else if (!root.current?.contains(document.activeElement)) heading.current?.focus();
  }, [list.length === 0, wanted]);
  const step = (by: number) => {
    const rows = [...(root.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
    const at = rows.indexOf(document.activeElement as HTMLElement);
    const next = rows[Math.min(Math.max(at + by, 0), rows.length - 1)];
    if (next?.id) focusOn(next.id);
  };
  useShortcuts(
    app.site.switches.shortcuts && app.drawer.value === null,
    {
      j: () => step(1),
      k: () => step(-1),
      '/': () => root.current?.querySelector('input')?.focus(),
      p: () => window.print(),
    },
    'over',
  );
  const patient = chosen ? forPatient(app.review.value, chosen.rule.id, concepts, role) : null;
  const context: EntryContext | null = chosen
    ? {
        rule: chosen.rule,
        patient,
        lines: {
          goTo,
          leadsTo: (name) =>
            name === 'governing' ||
            [...chosen.rule.definitions, ...chosen.rule.criteria, ...chosen.rule.clocks].some(({ id }) => id === name),
          verdictOf: (name) => patient?.answerOf(name)?.verdict ?? null,
        },
      }
    : null;
  const shown = chosen ? filtered(chosen.rule, filter) : null;
  const count = (rule: typeof shown) => (rule ? partsIn(rule).reduce((sum, part) => sum + part.count, 0) : 0);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape closes from anywhere inside, a text field too
    <div
      ref={root}
      class={styles.view}
      data-over
      data-page={place.page}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        close();
      }}
    >
      <div class={`${styles.bar} no-print`}>
        <Button icon="back" shortcut="Escape" onClick={close}>
          {ruleWords.back}
        </Button>
        <nav class={styles.tabs} aria-label={ruleWords.checklists}>
          {list.map(({ rule }) => (
            <button
              key={rule.id}
              type="button"
              class={styles.tab}
              aria-current={rule === chosen?.rule ? 'page' : undefined}
              onClick={() => show({ checklist: rule.id })}
            >
              {rule.title}
            </button>
          ))}
        </nav>
      </div>
      <div class={`${styles.head} ${place.page === 'essentials' ? 'no-print' : ''}`}>
        <h1 ref={heading} tabIndex={-1} class={styles.title}>
          <span class="meta">{ruleWords.title}</span> {chosen?.rule.title}
        </h1>
        {chosen && (
          <fieldset class={`${styles.pages} no-print`} aria-label={ruleWords.pages}>
            {(['rule', 'essentials'] as const).map((page) => (
              <button key={page} type="button" class={styles.tab} aria-pressed={place.page === page} onClick={() => show({ page })}>
                {ruleWords[page]}
              </button>
            ))}
            <Button look="second" shortcut="p" onClick={() => window.print()}>
              {ruleWords.print}
            </Button>
            {role !== 'clinician' && app.simulator && hasRoom('simulator') && (
              <Button
                look="second"
                onClick={() => {
                  app.over.value = { room: 'simulator' };
                }}
              >
                {ruleWords.tryChange}
              </Button>
            )}
          </fieldset>
        )}
      </div>
      {rules === 'failed' && <Banner state="stop">{ruleWords.failed}</Banner>}
      {rules === 'loading' && (
        <>
          <p class="meta">{ruleWords.loading}</p>
          <Skeleton lines={8} />
        </>
      )}
      {chosen && place.page === 'essentials' && <EssentialsPage page={chosen.essentials} />}
      {chosen && context && shown && place.page === 'rule' && (
        <>
          <p class="meta no-print">{role === 'clinician' ? ruleWords.reference : patient ? ruleWords.ofPatient : ruleWords.notReviewed}</p>
          <Governance rule={chosen.rule} />
          <div class={styles.columns}>
            <aside class={`${styles.tools} no-print`}>
              <Field label={ruleWords.filter} value={filter} onInput={setFilter} />
              <output class="meta">{ruleWords.filtered(count(shown), count(chosen.rule))}</output>
              <nav aria-label={ruleWords.jump} class={styles.jump}>
                {partsIn(shown).map((part) => (
                  <button key={part.id} type="button" class={styles.name} onClick={() => focusOn(`part-${part.id}`)}>
                    {ruleWords.parts[part.id]} <span class="meta numbers">{part.count}</span>
                  </button>
                ))}
              </nav>
            </aside>
            {count(shown) === 0 ? <p>{ruleWords.nothing}</p> : <Sheet rule={shown} context={context} />}
          </div>
        </>
      )}
    </div>
  );
}
