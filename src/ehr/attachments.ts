import type { AnyResource } from './answer.ts';
import type { GetOptions, Transport } from './transport.ts';

type Fields = Record<string, unknown>;
const isRecord = (value: unknown): value is Fields => typeof value === 'object' && value !== null && !Array.isArray(value);
const list = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.filter(isRecord) : []);

/** Order of preference; what is not listed (PDF, images, Office) is never fetched or opened. */
const READABLE: readonly RegExp[] = [
  /^text\/plain/i,
  /^text\/html/i,
  /^application\/xhtml/i,
  /^(text|application)\/rtf/i,
  /^(text|application)\/xml|cda/i,
];
const preference = (type: string) => {
  const at = READABLE.findIndex((pattern) => pattern.test(type));
  return at < 0 ? READABLE.length : at;
};

/** How many notes were wanted and how many texts could not be had, with the codes why. */
export interface AttachmentOutcome {
  readonly document: AnyResource;
  readonly failed: string | null;
}

/**
 * The document with the text of its best readable attachment in place (`attachment.data`, base64), fetched exactly from the address it names.
 * A document that already holds data, or holds nothing we could read, comes back unchanged: what cannot be read is told by core/notes.
 * An address outside the FHIR server is not requested.
 */
export async function withText(document: AnyResource, transport: Transport, options: GetOptions): Promise<AttachmentOutcome> {
  const contents = list(document.content);
  const candidates = contents
    .map((content, index) => ({ index, attachment: isRecord(content.attachment) ? content.attachment : {} }))
    .map((entry) => ({ ...entry, type: typeof entry.attachment.contentType === 'string' ? entry.attachment.contentType : 'text/plain' }))
    .filter((entry) => preference(entry.type) < READABLE.length)
    .sort((a, b) => preference(a.type) - preference(b.type) || a.index - b.index);
  const best = candidates[0];
  if (!best || typeof best.attachment.data === 'string') return { document, failed: null };
  const url = best.attachment.url;
  if (typeof url !== 'string' || url === '') return { document, failed: null };
  const answer = await transport.bytes(url, `${best.type}, application/fhir+json;q=0.9`, options);
  if (!answer.ok) return { document, failed: answer.answer.problem.detail };
  const binary = /json/i.test(answer.contentType) ? binaryOf(answer.base64) : null;
  const data = binary?.data ?? answer.base64;
  const contentType = binary?.contentType ?? (answer.contentType || best.type);
  const content = contents.map((entry, index) =>
    index === best.index ? { ...entry, attachment: { ...best.attachment, contentType, data } } : entry,
  );
  return { document: { ...document, content }, failed: null };
}

/** A Binary resource that came as JSON. */
function binaryOf(base64: string): { readonly data: string; readonly contentType: string } | null {
  try {
    const text = new TextDecoder().decode(Uint8Array.from(atob(base64), (char) => char.charCodeAt(0)));
    const value: unknown = JSON.parse(text);
    if (!isRecord(value) || value.resourceType !== 'Binary' || typeof value.data !== 'string') return null;
    return { data: value.data, contentType: typeof value.contentType === 'string' ? value.contentType : 'text/plain' };
  } catch {
    return null;
  }
}
