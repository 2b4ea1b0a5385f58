import { indexResources } from '../chart/resource-index.ts';
import type { LinkedChecklist } from '../checklist/linked.ts';
import { sha256 } from '../checklist/sha256.ts';
import { documentedConcepts, documentedWords, subjectOf } from '../compose/documented.ts';
import { lowerFirst } from '../compose/first-letter.ts';
import type { ChecklistResult } from '../evaluate/index.ts';
import { LINT_VERSION } from '../lint/index.ts';
import { checklistsUnder, type Review, type ReviewContent, toolkitOf } from '../review/index.ts';
import { type CheckContext, criteriaSection, definitionsSection } from './criteria.ts';
import { guardSections } from './guard.ts';
import { aboutOf, personOf } from './header.ts';
import { gapUnread, levelOfCareSections } from './level-of-care.ts';
import type { LineContext } from './line.ts';
import { gateOf } from './naming.ts';
import {
  canonicalText,
  LEVEL_OF_CARE,
  type Packet,
  type PacketContent,
  type PacketEntry,
  type PacketSection,
  type PacketSubject,
  type Prepared,
  type Refused,
} from './packet.ts';
import { againstSection, courseSection, forSection, gapsSection, narrativeSection } from './sides.ts';
import { othersSection, statedSection } from './stated.ts';
import { summarySection } from './summary.ts';
import { unreadSection } from './unread.ts';
import { ENGINE_VERSION, fullDay, fullTime, HEADINGS } from './words.ts';

export interface PacketInput {
  readonly review: Review;
  readonly content: ReviewContent;
  /** What the review was made from, in any order: names of the patient and of authors are taken from it. */
  readonly resources: readonly unknown[];
  readonly subject: PacketSubject;
  readonly prepared: Prepared;
}

/** What is documented and what is asked about: a checklist, its answers, and the gate of words for this stay. */
interface Asked {
  readonly result: ChecklistResult;
  readonly checklist: LinkedChecklist;
}

const TITLES = {
  affirmed: 'as documented',
  uncertain: 'stated as possible',
  conflicting: 'with conflicting statements, documented',
} as const;

/**
 * The evidence packet of one subject, or why there is none: a condition that no provider has documented gets no packet, for its title alone would name it.
 * Pure: the same review and resources, in any order, give the same hash; with the same `prepared` the same packet.
 */
export function packetOf(input: PacketInput): Packet | Refused {
  const { review, content, subject } = input;
  const asked = review.checklists.flatMap((result): Asked[] => {
    const checklist = checklistsUnder(content, review.policy)?.find(({ id }) => id === result.id);
    return checklist ? [{ result, checklist }] : [];
  });
  const status = asked.find(({ result }) => result.support !== null) ?? null;
  if (subject === LEVEL_OF_CARE || subject === status?.result.id) return levelOfCarePacket({ ...input, subject: LEVEL_OF_CARE }, status);
  const found = asked.find(({ result }) => result.id === subject);
  if (!found) return { refused: 'This review holds no checklist of that name.' };
  const reason = whyNot(found);
  return reason === null ? conditionPacket(input, found) : { refused: reason };
}

/** Why a condition gets no packet, in words that do not name it; null when it gets one. */
function whyNot({ result, checklist }: Asked): string | null {
  if (checklist.documentedAs.length === 0) return 'This checklist is about the record itself: it has no condition to summarize.';
  const { state, known } = result.documentation;
  if (state === 'denied')
    return 'Providers deny or rule out the condition of this checklist in this stay: there is nothing documented to summarize.';
  if (state !== 'silent') return null;
  return known
    ? 'No provider has documented the condition of this checklist in this stay. A summary is made only of what is documented.'
    : 'Whether a provider has documented the condition of this checklist is not known: the notes could not be read in full.';
}

function conditionPacket(input: PacketInput, asked: Asked): Packet | Refused {
  const { review } = input;
  const { result, checklist } = asked;
  const context = contextOf(input, asked);
  const name = subjectOf(result, context.concepts);
  const { state, statements, timeline } = result.documentation;
  const first = timeline?.first?.at ?? statements.find(({ says }) => says !== 'denied')?.at;
  if (name === null || first === undefined || state === 'silent' || state === 'denied')
    return { refused: 'The record holds no statement by which the condition could be named.' };
  const check: CheckContext = { ...context, result, checklist };
  const others = othersSection(result, checklist, check);
  return finished(input, `Evidence summary: ${lowerFirst(name)}, ${TITLES[state]} ${fullDay(first, review.zone)}`, asked, context, [
    summarySection(check),
    definitionsSection(check),
    againstSection(check),
    statedSection(result, check),
    ...(others === null ? [] : [others]),
    narrativeSection(check),
    criteriaSection(check),
    forSection(check),
    courseSection(check),
    gapsSection(check),
    unreadSection(check),
  ]);
}

function levelOfCarePacket(input: PacketInput, asked: Asked | null): Packet | Refused {
  const { review } = input;
  if (review.brief === null) return { refused: 'The facts of the level of care could not be put together.' };
  if (asked === null) return { refused: 'This review holds no checklist of the level of care.' };
  const context = contextOf(input, asked);
  const check: CheckContext = { ...context, ...asked };
  const unread = unreadSection(check);
  return finished(input, `Evidence summary: level of care, as recorded ${fullDay(review.asOf, review.zone)}`, asked, context, [
    ...levelOfCareSections(review.brief, review.levelOfCare, context),
    definitionsSection(check),
    narrativeSection(check),
    criteriaSection(check),
    forSection(check),
    againstSection(check),
    unread.kind === 'lines' ? { ...unread, lines: [...unread.lines, ...gapUnread(review.brief, check)] } : unread,
  ]);
}

function contextOf({ review, content, resources }: PacketInput, { result }: Asked): LineContext {
  const { chart } = review;
  const { concepts } = content;
  const documented = documentedConcepts(chart, result, concepts);
  const gate = gateOf(documented, documentedWords(chart, result, concepts), concepts, toolkitOf(content).lint);
  return { chart, concepts, documented, index: indexResources(resources), gate };
}

function finished(
  input: PacketInput,
  title: string,
  asked: Asked,
  { index, gate }: LineContext,
  drafted: readonly PacketSection[],
): Packet | Refused {
  const { review, subject, prepared } = input;
  // the last gate is for the title too: a name that the linter refuses makes no heading
  if (!gate.maySay(title)) return { refused: 'The condition could not be named in words that the linter accepts.' };
  const { sections, problems } = guardSections(unreadFirst(drafted), gate);
  const content: PacketContent = {
    ...{ subject, title, patient: review.patient, encounter: review.encounter, asOf: review.asOf, zone: review.zone },
    person: personOf(review, index),
    about: aboutOf(review, index, gate),
    sections: [...sections, { id: 'versions', heading: HEADINGS.versions, kind: 'entries', entries: versionsOf(input, asked) }],
    problems,
  };
  const hash = sha256(canonicalText(content));
  return { ...content, prepared, preparedTime: fullTime(prepared.at, review.zone) ?? '', hash };
}

/** What could not be read goes before everything where there is something: no absence is read before it. An empty one closes the page. */
function unreadFirst(sections: readonly PacketSection[]): readonly PacketSection[] {
  const first = sections.filter(({ id, ...section }) => id === 'unread' && section.kind === 'lines' && section.lines.length > 0);
  return [...first, ...sections.filter((section) => !first.includes(section))];
}

/** What made the answers: change one of these and the packet may say something else. */
function versionsOf({ content }: PacketInput, { result, checklist }: Asked): readonly PacketEntry[] {
  return [
    { name: 'Checklist', value: `${checklist.id} ${checklist.version} (${checklist.stage.replaceAll('-', ' ')})` },
    { name: 'Checklist content', value: checklist.hash },
    { name: 'Policy', value: result.policy },
    { name: 'Engine', value: `Corroborate ${ENGINE_VERSION}` },
    { name: 'Linter', value: `${LINT_VERSION}, words ${toolkitOf(content).lint.version}` },
  ];
}
