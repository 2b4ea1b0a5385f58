import content from 'virtual:content';
import { forbiddenIn } from '../core/lint/forbidden.ts';
import { lintDraft, lintPrompt } from '../core/lint/index.ts';
import { packetBundle, packetHtml, packetOf, packetText } from '../core/packet/index.ts';
import { promptRule, readableRules, reviewStays, toolkitOf } from '../core/review/index.ts';
import type { Work } from './desk.ts';
import { lintEncounterOf } from './lint-encounter.ts';
import { answerQuery } from './query-desk.ts';
import { simulator } from './simulate-desk.ts';

/** The core with the built-in content bound to it: the launched stay's review, or null when the encounter is no hospital stay; and the checks before a copy. */
export const work: Work = {
  review: ({ resources, sources, options }) =>
    reviewStays({
      ...{ resources, sources, content, options, entriesAreComplete: options.entriesAreComplete ?? true },
      ...(options.entries ? { entries: options.entries } : {}),
    })[0] ?? null,
  rules: (policy, isClinician) => readableRules(content, policy, isClinician),
  packet(review, resources, { subject, prepared, formats }) {
    const { by, at, server } = prepared;
    const packet = packetOf({ review, content, resources, subject, prepared: { by, at } });
    if ('refused' in packet) return packet;
    const wanted = new Set(formats);
    return {
      title: packet.title,
      html: wanted.has('html') ? packetHtml(packet) : '',
      text: wanted.has('text') ? packetText(packet) : '',
      bundle: wanted.has('bundle') ? JSON.stringify(packetBundle({ packet, resources, base: server ?? null })) : '',
      hash: packet.hash,
      packet,
    };
  },
  query: (review, asked) => answerQuery(content, review, asked),
  simulator: () => simulator(content),
  explain: (review, prompt, isClinician) => promptRule(content, review, prompt, isClinician),
  check({ prompt, text, documented }) {
    const { lint } = toolkitOf(content);
    return [...lintPrompt(prompt, { lexicon: lint, documented }), ...forbiddenIn(text, 'text', lint)].filter(
      ({ severity }) => severity === 'E',
    );
  },
  lint({ draft, review }) {
    const { names, recipient, ...record } = draft;
    const statements = review?.checklists.flatMap((result) => result.documentation.statements) ?? [];
    return lintDraft(recipient === null ? record : { ...record, recipient }, {
      lexicon: toolkitOf(content).lint,
      documented: statements.flatMap((fact) => fact.note?.snippet ?? []),
      encounter: { names, ...(review ? lintEncounterOf(review, draft.checklist, content.concepts) : {}) },
    });
  },
};
