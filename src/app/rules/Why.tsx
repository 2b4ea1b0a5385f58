import { batch } from '@preact/signals';
import { useEffect, useState } from 'preact/hooks';
import type { Prompt } from '../../core/compose/statement.ts';
import type { PromptRule } from '../../worker/index.ts';
import { useApp } from '../model.ts';
import { Banner } from '../ui/Banner.tsx';
import { Button } from '../ui/Button.tsx';
import { Disclosure } from '../ui/Disclosure.tsx';
import { Skeleton } from '../ui/Skeleton.tsx';
import { words } from '../words.ts';
import { Lines } from './Lines.tsx';
import styles from './Rules.module.css';
import { ruleWords } from './words.ts';

/**
 * Why a prompt is asked: when its rule applies, what it looks for, where it comes from, and the source attributes of its checklist. What names a
 * diagnosis that nobody has documented is not here; the way to the whole rule is there only where its title may be named.
 */
export function Why({ prompt }: { readonly prompt: Prompt }) {
  const app = useApp();
  const role = app.role.value;
  const [rule, setRule] = useState<PromptRule | 'loading' | 'failed'>('loading');
  const said = ruleWords.why;
  useEffect(() => {
    let isOpen = true;
    const reading = app.explain ? app.explain(prompt) : Promise.reject(new Error('no rules'));
    reading.then(
      (read) => isOpen && setRule(read),
      () => isOpen && setRule('failed'),
    );
    return () => {
      isOpen = false;
    };
  }, [app, prompt, role]);
  if (rule === 'failed') return <Banner state="stop">{ruleWords.failed}</Banner>;
  if (rule === 'loading') return <Skeleton lines={5} />;
  const open = () => {
    batch(() => {
      app.drawer.value = null;
      app.over.value = { room: 'rules', checklist: prompt.checklist, entry: prompt.item, page: 'rule' };
    });
  };
  return (
    <>
      {rule.reasons.map((reason, at) => (
        <section key={`${reason.checklist} ${reason.item}`} class={styles.reason}>
          {reason.label && <h3 class={styles.label}>{reason.label}</h3>}
          {!reason.label && rule.reasons.length > 1 && <h3 class={styles.label}>{said.reason(at + 1)}</h3>}
          <dl class={styles.facts}>
            {reason.asked && [<dt key="asked">{ruleWords.when}</dt>, <dd key="asked-text">{reason.asked}</dd>]}
            {reason.when && [<dt key="when">{ruleWords.when}</dt>, <dd key="when-text">{<Lines line={reason.when} context={null} />}</dd>]}
            {reason.looksFor && [
              <dt key="for">{ruleWords.looksFor}</dt>,
              <dd key="for-text">{<Lines line={reason.looksFor} context={null} />}</dd>,
            ]}
            <dt>{said.source}</dt>
            <dd>
              {reason.source?.link ? (
                <a href={reason.source.link} target="_blank" rel="noreferrer">
                  {reason.source.title}
                </a>
              ) : (
                (reason.source?.title ?? said.noSource)
              )}{' '}
              <span class="meta">{reason.source && ruleWords.period(reason.source.from, reason.source.until)}</span>
            </dd>
          </dl>
        </section>
      ))}
      {rule.leftOut && <p class="meta">{said.leftOut}</p>}
      <p class="meta">
        {[
          said.checklist(rule.title, rule.version),
          words.help.stage[rule.stage],
          rule.owner,
          `${ruleWords.head.reviewBy.toLowerCase()} ${rule.reviewBy}`,
        ].join(' · ')}
      </p>
      {rule.title !== null && (
        <div>
          <Button look="second" onClick={open}>
            {said.open}
          </Button>
        </div>
      )}
      <Disclosure title={<span class="meta">{said.attributes}</span>}>
        <dl class={styles.pairs}>
          {rule.attributes.map(({ name, text }) => [<dt key={name}>{name}</dt>, <dd key={`${name} text`}>{text}</dd>])}
        </dl>
      </Disclosure>
    </>
  );
}
