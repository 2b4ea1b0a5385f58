import type { Brief } from '../../core/compose/brief.ts';
import type { Prompt, Source } from '../../core/compose/statement.ts';
import type { Review } from '../../core/review/review.ts';
import type { Identity } from '../../ehr/index.ts';
import { words } from '../words.ts';
import type { Decided } from './decision.ts';
import { byProblem } from './gaps.ts';
import { statusChecklist } from './rules.ts';
import { yearOf, zonedTime, zoneShort } from './wall.ts';
import { urWords } from './words.ts';

/** One line of the page with what it rests on. A line of the reviewer's own has no source. */
export interface PageLine {
  readonly text: string;
  readonly sources: readonly Source[];
}
export interface PagePart {
  readonly id: string;
  readonly title: string;
  readonly lines: readonly PageLine[];
  /** Stands beside its neighbours where the page is wide enough. */
  readonly isColumn?: boolean;
  /** The first line is a sentence to say; the others are its facts. */
  readonly isPoint?: boolean;
}

/** More midnights than these are told by their sum alone: the page is one sheet. */
const NIGHTS = 6;

/** Who and what the page is about, for its head and for the text. */
export interface PageHead {
  readonly patient: string;
  readonly more: string;
  readonly prepared: string;
}

/** The head of the page: patient, birth date, record number; who prepared it, from what data, by which checklist. */
export function headOf(review: Review, identity: Identity | null, userName: string | null): PageHead {
  const b = urWords.brief;
  const result = statusChecklist(review);
  const asOf = `${yearOf(review.asOf, review.zone)}-${zonedTime(review.asOf, review.zone)}`;
  return {
    patient: identity?.name ?? words.identity.unknownName,
    more: [
      identity?.birthDate ? `${b.born} ${identity.birthDate}` : null,
      identity?.sex ?? null,
      identity?.mrn ? `${b.mrn} ${identity.mrn}` : null,
    ]
      .filter((part) => part !== null)
      .join(' · '),
    prepared: [
      b.prepared(userName ?? b.preparedUnknown),
      b.data(asOf),
      result ? b.rules(`${result.id} ${result.version}`) : null,
      review.zone ? urWords.zone(review.zone, zoneShort(review.asOf, review.zone)) : urWords.zoneUnknown,
    ]
      .filter((part) => part !== null)
      .join(' · '),
  };
}

/** The parts of the page in order; one without lines is left out, except where its emptiness says something. */
export function partsOf(brief: Brief, decision: Decided | null): PagePart[] {
  const b = urWords.brief;
  const gaps = byProblem(Object.values(brief.gaps).flat());
  const missing = gaps.filter((gap) => gap.problem === null);
  const unread = gaps.flatMap((gap) => (gap.problem === null ? [] : [{ ...gap, problem: gap.problem }]));
  // An empty list says why it is empty: nothing there, or not looked at.
  const orNone = (lines: readonly PageLine[], list: keyof Brief['gaps']): readonly PageLine[] =>
    lines.length > 0 ? lines : [{ text: brief.gaps[list].some((gap) => gap.problem !== null) ? b.unread : b.none, sources: [] }];
  const parts: PagePart[] = [
    { id: 'timeline', title: b.timeline, lines: brief.timeline, isColumn: true },
    { id: 'midnights', title: b.midnights, lines: [...brief.midnights, ...brief.nights.slice(0, NIGHTS)], isColumn: true },
    { id: 'expectation', title: b.expectation, lines: brief.expectation },
    { id: 'severity', title: urWords.lists.severity, lines: orNone(brief.severity, 'severity'), isColumn: true },
    { id: 'intensity', title: urWords.lists.intensity, lines: orNone(brief.intensity, 'intensity'), isColumn: true },
    { id: 'risk', title: urWords.lists.risk, lines: orNone(brief.risk, 'risk') },
    { id: 'contradictions', title: b.contradictions, lines: brief.contradictions },
    {
      id: 'not-found',
      title: b.notFound,
      lines: [
        ...brief.notFound.map((one) => ({ ...one, text: one.text.replace(/^Not found: /, '') })),
        ...missing.map((gap) => ({ text: gap.names, sources: gap.sources })),
      ],
    },
    {
      id: 'cannot',
      title: b.cannot,
      lines: [
        ...brief.cannotCheck,
        ...unread.map((gap) => ({ text: `${gap.names} (${words.problems[gap.problem]})`, sources: gap.sources })),
      ],
    },
    { id: 'question', title: b.question, lines: [brief.question] },
    {
      id: 'decision',
      title: b.decision,
      lines: [
        {
          text: decision ? `${urWords.decision.options[decision.choice]}. ${urWords.decision.reason}: ${decision.reason}` : b.undecided,
          sources: [],
        },
      ],
    },
  ];
  return parts.filter((part) => part.lines.length > 0);
}

/** The page as plain text, in the same order. */
export function pageText(head: PageHead, parts: readonly PagePart[], title = urWords.brief.title): string {
  const body = parts.map((part) => [part.title, ...part.lines.map((one) => `- ${one.text}`)].join('\n'));
  return [`${title}\n${head.patient} · ${head.more}\n${head.prepared}`, ...body, urWords.brief.footer].join('\n\n');
}

/** A question with its facts, for a message to whoever can answer it. */
export function questionText(prompt: Prompt, facts: Prompt['evidence']): string {
  const lines = [...facts, ...prompt.absent].map((one) => `- ${one.text}`);
  return [prompt.title.text, prompt.text.text, ...(lines.length > 0 ? ['', ...lines] : [])].join('\n');
}
