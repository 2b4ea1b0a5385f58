import type { QueryOption } from '../compose/statement.ts';

export type OptionKind = QueryOption['kind'];

const KINDS: ReadonlySet<string> = new Set<OptionKind>([
  'diagnosis',
  'other',
  'undetermined',
  'no-additional',
  'not-significant',
  'ruled-out',
  'confirmed',
  'yes',
  'no',
]);

/** Order matters: "other (not clinically significant ...)" is Other. Texts are normalised (lower case, contractions written out). */
const FORMS: readonly (readonly [OptionKind, RegExp])[] = [
  ['yes', /^yes\b/],
  ['no', /^no(?:$|[,.(:;-]|\s*_)/],
  [
    'other',
    /^(?:some(?:thing)? )?other(?: (?:diagnosis|diagnoses|condition|cause|explanation|clinical explanation|reason|etiology|response|option|answer))?\s*(?:$|[:(_,.;[/-]|please\b|specify\b)/,
  ],
  [
    'other',
    /^(?:none of (?:the above|these)[,;]? )?(?:please specify|specify|free text|another (?:diagnosis|condition|cause|explanation))\b/,
  ],
  [
    'undetermined',
    /\b(?:unable to (?:be )?(?:clinically )?determine|can not (?:be )?(?:clinically )?determined?|not able to determine|undetermined|undeterminable|indeterminate|not clinically able to determine|clinically unable to determine|unable to clarify|unable to say)/,
  ],
  [
    'not-significant',
    /\b(?:not (?:clinically )?significant|no clinical significance|without clinical significance|clinically insignificant|integral to|incidental finding|expected finding|lab abnormality only|no further clinical significance)/,
  ],
  [
    'ruled-out',
    /\b(?:ruled out|rule[sd]? it out|not present|not confirmed|excluded|no longer (?:present|valid)|was not present|considered and not)\b/,
  ],
  ['no-additional', /^(?:no (?:additional|other|further|new|associated|related|acute)\b.*|no diagnosis.*|none)$/],
  ['confirmed', /\b(?:confirmed|is present|was present|is supported|remains valid|clinically valid)\b/],
];

/** The kind of an answer: as declared when it is one of ours, else read from its words. What fits nothing is a diagnosis. */
export function optionKind(normalized: string, declared?: unknown): OptionKind {
  const text = normalized.trim().replace(/^(?:[[(]?[ x_]?[\])]|[-*•□☐○]|[a-z0-9][.)])\s+/, '');
  const read = FORMS.find(([, form]) => form.test(text))?.[0] ?? 'diagnosis';
  if (typeof declared === 'string' && KINDS.has(declared))
    return declared === 'diagnosis' && read !== 'diagnosis' ? read : (declared as OptionKind);
  return read;
}
