/** What a prompt is about; every item declares one. */
export type PromptKind = 'validation' | 'level-of-care' | 'conflict' | 'specificity' | 'indicator' | 'linkage' | 'source';

/** Who is shown an item. */
export type Audience = 'clinician' | 'cdi' | 'ur' | 'physician-advisor';

/** What the chart says about a checklist's subject. */
export type Documentation = 'affirmed' | 'conflicting' | 'uncertain' | 'silent' | 'denied';

/** What follows from documentation and evidence together. */
export type Status = 'supported' | 'unsupported' | 'undocumented' | 'conflicting' | 'uncertain' | 'quiet' | 'cannot-check';
