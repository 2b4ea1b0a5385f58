/** The parts of FHIR R4 that a query is written with. Our own small types: what is not here is never written. */
export interface Reference {
  readonly reference?: string;
  readonly display?: string;
}
export interface Identifier {
  readonly system: string;
  readonly value: string;
}
export interface Coding {
  readonly system: string;
  readonly code: string;
  readonly display?: string;
}
export interface CodeableConcept {
  readonly coding?: readonly [Coding];
  readonly text?: string;
}
export interface Period {
  readonly start?: string;
  readonly end?: string;
}

export interface Task {
  readonly resourceType: 'Task';
  readonly identifier: readonly [Identifier];
  readonly status: 'draft' | 'requested' | 'received' | 'accepted' | 'rejected' | 'completed' | 'cancelled' | 'failed' | 'entered-in-error';
  readonly businessStatus: CodeableConcept;
  readonly intent: 'order';
  readonly description: string;
  readonly focus?: Reference;
  readonly for: Reference;
  readonly encounter: Reference;
  readonly authoredOn: string;
  readonly lastModified: string;
  readonly requester: Reference;
  readonly owner?: Reference;
  readonly reasonCode: CodeableConcept;
  readonly restriction?: { readonly period: Period };
}

export interface Communication {
  readonly resourceType: 'Communication';
  readonly identifier: readonly [Identifier];
  readonly status: 'preparation' | 'completed' | 'stopped' | 'entered-in-error';
  readonly subject: Reference;
  readonly encounter: Reference;
  readonly topic: CodeableConcept;
  readonly sent?: string;
  readonly sender: Reference;
  readonly recipient?: readonly [Reference];
  readonly reasonCode: readonly [CodeableConcept];
  readonly payload: readonly [{ readonly contentString: string }];
}

export interface DocumentReference {
  readonly resourceType: 'DocumentReference';
  readonly identifier: readonly [Identifier];
  readonly status: 'current';
  readonly docStatus: 'final';
  readonly type: { readonly coding: readonly [Coding] };
  readonly subject: Reference;
  readonly date: string;
  readonly author: readonly [Reference];
  readonly content: readonly [
    { readonly attachment: { readonly contentType: string; readonly data: string; readonly title: string; readonly creation: string } },
  ];
  readonly context: { readonly encounter: readonly [Reference]; readonly period: { readonly start?: string; readonly end: string } };
}

export interface QuestionnaireItem {
  readonly linkId: string;
  readonly text: string;
  readonly type: 'display' | 'open-choice' | 'text';
  readonly required?: false;
  readonly repeats?: false;
  readonly answerOption?: readonly { readonly valueCoding: Coding }[];
}

export interface Questionnaire {
  readonly resourceType: 'Questionnaire';
  readonly id?: string;
  readonly url?: string;
  readonly version: string;
  readonly title: string;
  readonly status: 'active';
  readonly subjectType: readonly ['Patient'];
  readonly item: readonly QuestionnaireItem[];
}

export interface QuestionnaireResponse {
  readonly resourceType: 'QuestionnaireResponse';
  readonly contained: readonly [Questionnaire];
  readonly identifier: Identifier;
  readonly questionnaire: string;
  readonly status: 'in-progress' | 'completed' | 'stopped' | 'entered-in-error';
  readonly subject: Reference;
  readonly encounter: Reference;
  readonly authored: string;
  readonly author?: Reference;
  readonly item: readonly {
    readonly linkId: string;
    readonly text: string;
    readonly answer?: readonly [Readonly<Record<string, unknown>>];
  }[];
}

export interface Provenance {
  readonly resourceType: 'Provenance';
  readonly target: readonly [Reference];
  readonly recorded: string;
  readonly activity: CodeableConcept;
  readonly agent: readonly { readonly type: CodeableConcept; readonly who: Reference }[];
  readonly entity: readonly {
    readonly role: 'source';
    readonly what: { readonly reference?: string; readonly identifier?: Identifier };
  }[];
}

/** Everything that is ever built. There is no Condition among it: a queried diagnosis is never written (query-compliance reference, section 8). */
export type Written = Task | Communication | DocumentReference | QuestionnaireResponse | Provenance;
