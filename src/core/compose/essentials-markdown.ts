import type { Essentials, Sourced } from './essentials.ts';

const STAGE: Readonly<Record<Essentials['stage'], string>> = {
  draft: 'draft',
  'in-review': 'in review, not yet signed off',
  approved: 'approved',
  retired: 'retired',
};

const cited = ({ text, source }: Sourced): string => (source === null ? text : `${text} [${source}]`);
const run = (items: readonly Sourced[]): string => `${items.map(cited).join('; ')}.`;

/** The one page as Markdown, ending with a line break. Parts the checklist does not have are left out. */
export function essentialsMarkdown(page: Essentials): string {
  const block = (title: string, lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`## ${title}`, '', ...lines, '']);
  const period = ({ from, until }: Essentials['sources'][number]) =>
    [from ? ` from ${from}` : '', until ? ` until ${until}` : ''].join('').replace(/^/, (from ?? until) ? ',' : '');
  return [
    `# Documentation essentials: ${page.title}`,
    '',
    `Version ${page.version}, ${STAGE[page.stage]}. Owner: ${page.owner}. Review by ${page.reviewBy}.`,
    'Generated from the checklist by `corroborate essentials`. Documentation support; it describes what is looked for and decides nothing.',
    '',
    ...block(
      'What each definition asks',
      page.definitions.map((one) => `- **${one.name}**${one.governs ? ' (used here)' : ''}. ${cited(one)}`),
    ),
    ...block(
      'Limits behind them',
      page.limits.map((one) => `- ${one.name}: **${one.text}**${one.source === null ? '' : ` [${one.source}]`}`),
    ),
    ...block(
      'What reviewers look for',
      page.lookedFor.map(({ group, items }) => `- **${group}.** ${run(items)}`),
    ),
    ...block('What does not agree, or is left out', page.contradictions.length > 0 ? [run(page.contradictions)] : []),
    ...block(
      'Words that stand for no one diagnosis',
      page.openTerms.length > 0
        ? [`${page.openTerms.join(', ')}.`, '', 'Where one of them is all that is written, the question stays open.']
        : [],
    ),
    ...block(
      'Elements of complete documentation',
      page.elements.length > 0
        ? ["Each by the clinician's own judgment: present, absent or not known.", '', ...page.elements.map((element) => `- ${element}`)]
        : [],
    ),
    ...block(
      'Sources',
      page.sources.map((source, at) => `${at + 1}. ${source.link ? `[${source.title}](${source.link})` : source.title}${period(source)}`),
    ),
  ]
    .join('\n')
    .replace(/\n*$/, '\n');
}
