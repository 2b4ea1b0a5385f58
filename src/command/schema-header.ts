import { z } from 'zod';
import { DECLARED_USES } from '../core/checklist/attributes.ts';

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);
const use = z.object({ used: z.boolean(), how: z.string().nullable().describe('in words; null when not used') });

/** Who a checklist is by, how it stands, and its thirteen source attributes (45 CFR 170.315(b)(11)): part of every linked checklist the build ships. */
export const checklistHeader = z.object({
  id: z.string(),
  title: z.string(),
  version: z.string(),
  stage: z.enum(['draft', 'in-review', 'approved', 'retired']),
  owner: z.string(),
  reviewBy: day,
  hash: z.string().describe('of everything the checklist says, policy changes included'),
  sources: z
    .record(z.string(), z.object({ title: z.string(), link: z.string().nullable(), from: day.nullable(), until: day.nullable() }))
    .describe('the citations, each with the days on which it holds'),
  attributes: z.object({
    developer: z.string(),
    funding: z.string(),
    released: day,
    revised: day,
    uses: z.object(Object.fromEntries(DECLARED_USES.map((name) => [name, use]))).describe('whether and how patient data is used'),
  }),
  changes: z.record(z.string(), z.string()).describe('version -> what it changed'),
});
