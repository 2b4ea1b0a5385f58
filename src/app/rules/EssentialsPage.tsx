import type { ComponentChildren } from 'preact';
import type { Essentials, Sourced } from '../../core/compose/essentials.ts';
import { words } from '../words.ts';
import styles from './EssentialsPage.module.css';
import { ruleWords } from './words.ts';

/** The one page of a checklist, the same for every reader and every patient; prints on one sheet. */
export function EssentialsPage({ page }: { readonly page: Essentials }) {
  const said = ruleWords.page;
  return (
    <article class={styles.page} aria-labelledby="essentials-head">
      <header class={styles.head} data-keep>
        <h2 id="essentials-head" class={styles.title}>
          {said.title(page.title)}
        </h2>
        <p class={styles.meta}>
          {[
            `${ruleWords.head.version} ${page.version}`,
            words.help.stage[page.stage],
            page.owner,
            `${ruleWords.head.reviewBy.toLowerCase()} ${page.reviewBy}`,
          ].join(' · ')}
        </p>
      </header>
      <div class={styles.body}>
        <Block title={said.definitions}>
          <ul>
            {page.definitions.map((definition) => (
              <li key={definition.name}>
                <strong>{definition.name}</strong>
                {definition.governs && <span class={styles.meta}> ({said.governs})</span>}. {definition.text} <Mark of={definition} />
              </li>
            ))}
          </ul>
        </Block>
        {page.limits.length > 0 && (
          <Block title={said.limits}>
            <ul>
              {page.limits.map((limit) => (
                <li key={limit.name}>
                  {limit.name}: <strong>{limit.text}</strong> <Mark of={limit} />
                </li>
              ))}
            </ul>
          </Block>
        )}
        {page.lookedFor.length > 0 && (
          <Block title={said.lookedFor}>
            {page.lookedFor.map(({ group, items }) => (
              <p key={group}>
                <strong>{group}.</strong> <Run items={items} />
              </p>
            ))}
          </Block>
        )}
        {page.contradictions.length > 0 && (
          <Block title={said.contradictions}>
            <p>
              <Run items={page.contradictions} />
            </p>
          </Block>
        )}
        {page.openTerms.length > 0 && (
          <Block title={said.openTerms}>
            <p>
              {page.openTerms.join(', ')}. <span class={styles.meta}>{said.openNote}</span>
            </p>
          </Block>
        )}
        {page.elements.length > 0 && (
          <Block title={said.elements}>
            <p class={styles.meta}>{said.elementsNote}</p>
            <ul class={styles.elements}>
              {page.elements.map((element) => (
                <li key={element}>{element}</li>
              ))}
            </ul>
          </Block>
        )}
        <Block title={said.sources}>
          <ol class={styles.sources}>
            {page.sources.map((source, at) => (
              <li key={`${at}-${source.title}`}>
                <span class={styles.mark}>[{at + 1}]</span> {source.title}{' '}
                <span class={styles.meta}>{ruleWords.period(source.from, source.until)}</span>
              </li>
            ))}
          </ol>
        </Block>
      </div>
      <p class={styles.foot}>{said.foot}</p>
    </article>
  );
}

const Block = ({ title, children }: { readonly title: string; readonly children: ComponentChildren }) => (
  <section class={styles.block}>
    <h3 class={styles.blockTitle}>{title}</h3>
    {children}
  </section>
);

const Mark = ({ of }: { readonly of: Pick<Sourced, 'source'> }) =>
  of.source === null ? null : <span class={styles.mark}>[{of.source}]</span>;

const Run = ({ items }: { readonly items: readonly Sourced[] }) => (
  <>
    {items.map((item, at) => (
      <span key={`${at}-${item.text}`}>
        {item.text} <Mark of={item} />
        {at < items.length - 1 ? '; ' : '.'}
      </span>
    ))}
  </>
);
