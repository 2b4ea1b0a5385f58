import { describe, expect, test } from 'vitest';
import { assertion, type Mention, mentionsIn } from '../../../src/core/notes/index.ts';
import { lexicon } from './lexicon.ts';
import { SPANS } from './reference-spans.ts';

/**
 * The test sentences of the note-language reference, section 9: [id, section, sentence, what must be read in it].
 * `<-strong uti` a link to a concept, `<-strong "pain"` to a cause in words, `<-none` no link; `+flag`; `=number`; `-concept` no statement of it.
 */
const SENTENCES: readonly (readonly [string, string, string, string])[] = [
  ['NL-01', 'Assessment', 'Sepsis due to E. coli UTI, improving on ceftriaxone.', 'sepsis affirmed <-strong uti'],
  ['NL-02', 'Assessment', 'No evidence of sepsis at this time.', 'sepsis negated'],
  [
    'NL-03',
    'Assessment',
    'Sepsis ruled out; fever due to drug reaction.',
    'sepsis ruled-out; fever-term affirmed <-strong "drug reaction" +explained',
  ],
  ['NL-04', 'Assessment', 'Cannot rule out sepsis, continue broad-spectrum antibiotics.', 'sepsis uncertain'],
  ['NL-05', 'Assessment', 'Sepsis has not been ruled out.', 'sepsis uncertain'],
  ['NL-06', 'Assessment', 'R/o sepsis.', 'sepsis ambiguous'],
  ['NL-07', 'Assessment', 'Concern for sepsis from pulmonary source.', 'sepsis uncertain <-uncertain source-of-infection'],
  ['NL-08', 'Assessment', 'Likely septic shock, on norepinephrine.', 'septic-shock uncertain'],
  ['NL-09', 'Discharge Diagnosis', 'Probable sepsis due to pneumonia.', 'sepsis uncertain <-uncertain pneumonia'],
  ['NL-10', 'Discharge Diagnosis', 'Pneumonia.', 'pneumonia affirmed; -sepsis'],
  ['NL-11', 'Assessment', 'Sepsis, resolved.', 'sepsis resolved'],
  ['NL-12', 'Assessment', 'Sepsis resolving, lactate down to 1.4.', 'sepsis affirmed +improving'],
  ['NL-13', 'Assessment', 'Sepsis alert called in ED, lactate 1.1, no infection found.', 'sepsis process; infection negated'],
  ['NL-14', 'Assessment', 'Patient met sepsis screen criteria.', 'sepsis process'],
  ['NL-15', 'Assessment', 'Meets sepsis criteria with HR 112 and WBC 15.', 'sepsis uncertain +affirmed-criteria'],
  ['NL-16', 'Assessment', 'Sepsis bundle completed.', 'sepsis process'],
  ['NL-17', 'PMH', 'History of urosepsis 2019.', 'sepsis-nonspecific historical; -sepsis'],
  ['NL-18', 'Assessment', 'Admitted with urosepsis.', 'sepsis-nonspecific affirmed; -sepsis'],
  ['NL-19', 'Assessment', 'UTI with sepsis.', 'sepsis affirmed <-weak uti'],
  ['NL-20', 'Assessment', 'Septic arthritis of the left knee.', 'septic-arthritis affirmed; -sepsis'],
  ['NL-21', 'Assessment', 'Aseptic meningitis.', '-sepsis'],
  ['NL-22', 'Assessment', 'Wound cleaned with antiseptic.', '-sepsis'],
  ['NL-23', 'Assessment', 'Patient is septic appearing.', 'sepsis uncertain +nonspecific'],
  ['NL-24', 'FHx', 'Mother died of sepsis.', 'sepsis other-experiencer'],
  ['NL-25', 'Discharge Instructions', 'Return to ED if you develop signs of sepsis.', 'sepsis hypothetical'],
  ['NL-26', 'Assessment', 'At high risk for sepsis given neutropenia.', 'sepsis hypothetical'],
  ['NL-27', 'Assessment', 'If lactate rises will treat as septic shock.', 'septic-shock hypothetical'],
  ['NL-28', 'Assessment', 'AKI due to sepsis.', 'aki affirmed <-strong sepsis; sepsis affirmed'],
  ['NL-29', 'Assessment', 'Sepsis with AKI.', 'sepsis affirmed; aki affirmed <-weak sepsis'],
  ['NL-30', 'Assessment', 'Sepsis, AKI, lactic acidosis.', 'sepsis affirmed; aki affirmed <-none; lactic-acidosis affirmed <-none'],
  ['NL-31', 'Assessment', 'AKI in the setting of sepsis.', 'aki affirmed <-weak sepsis'],
  [
    'NL-32',
    'Assessment',
    'AKI, prerenal from dehydration; sepsis 2/2 PNA.',
    'aki affirmed <-strong "dehydration" +explained; sepsis affirmed <-strong pneumonia',
  ],
  ['NL-33', 'Assessment', 'Septic encephalopathy.', 'encephalopathy affirmed <-strong sepsis'],
  ['NL-34', 'Assessment', 'AMS likely 2/2 UTI, not septic.', 'sepsis ruled-out; altered-mental-status affirmed <-uncertain uti'],
  [
    'NL-35',
    'Assessment',
    'Tachycardia from pain, leukocytosis from steroids.',
    'tachycardia-term affirmed <-strong "pain" +explained; leukocytosis-term affirmed <-strong "steroids" +explained',
  ],
  ['NL-36', 'Assessment', 'SIRS due to pneumonia.', 'sirs-term affirmed <-strong pneumonia; -sepsis'],
  ['NL-37', 'Assessment', 'Bacteremia with MSSA, no sepsis physiology.', 'bacteremia affirmed; sepsis negated'],
  ['NL-38', 'Assessment', 'Initially concerning for sepsis, now felt to be viral URI.', 'sepsis ruled-out; infection uncertain'],
  ['NL-39', 'Assessment', 'Culture negative sepsis.', 'sepsis affirmed'],
  ['NL-40', 'Assessment', 'Gram negative sepsis.', 'sepsis affirmed'],
  ['NL-41', 'Assessment', 'No longer septic, off pressors.', 'sepsis resolved'],
  ['NL-42', 'Assessment', '[ ] Sepsis  [x] Pneumonia', 'sepsis template; pneumonia affirmed'],
  ['NL-43', 'Assessment', 'Sepsis: No', 'sepsis negated'],
  ['NL-44', 'Assessment', 'Sepsis?', 'sepsis ambiguous'],
  ['NL-45', 'Assessment', 'Sepsis vs hypovolemia as cause of hypotension.', 'sepsis ambiguous'],
  [
    'NL-46',
    'Assessment',
    'Acute hypoxic respiratory failure due to COVID pneumonia, on HFNC 50 L FiO2 0.6.',
    'acute-respiratory-failure affirmed <-strong pneumonia; oxygen-statement affirmed =50',
  ],
  [
    'NL-47',
    'Assessment',
    'Acute respiratory distress, sat 86% RA, placed on 4 L NC.',
    'respiratory-distress affirmed; room-air-statement affirmed =86; oxygen-statement affirmed =4; -acute-respiratory-failure',
  ],
  [
    'NL-48',
    'Assessment',
    'Hypoxia on 2L, no respiratory failure.',
    'hypoxia affirmed; respiratory-failure-nos negated; -acute-respiratory-failure',
  ],
  [
    'NL-49',
    'Assessment',
    'Acute on chronic hypercapnic respiratory failure 2/2 AECOPD.',
    'acute-on-chronic-respiratory-failure affirmed <-strong copd-exacerbation',
  ],
  [
    'NL-50',
    'Assessment',
    'Chronic hypoxic respiratory failure on 3L home O2, at baseline.',
    'chronic-respiratory-failure affirmed; home-oxygen affirmed =3; -acute-respiratory-failure',
  ],
  ['NL-51', 'Assessment', 'ARF improving, Cr 2.1 from 3.4.', 'aki affirmed +improving; -acute-respiratory-failure'],
  ['NL-52', 'Assessment', 'ARF, weaned from BiPAP to 3L.', 'acute-respiratory-failure affirmed; -aki'],
  ['NL-53', 'Assessment', 'ARF.', 'acute-respiratory-failure ambiguous +abbreviation'],
  [
    'NL-54',
    'Physical Exam',
    'NAD, breathing comfortably on 2L, lungs CTA.',
    'comfortable-breathing affirmed; oxygen-statement affirmed =2',
  ],
  ['NL-55', 'Physical Exam', 'HEENT: NC/AT.', '-oxygen-statement'],
  ['NL-56', 'Assessment', 'RA on methotrexate.', '-room-air-statement'],
  ['NL-57', 'Assessment', 'Sat 92% on RA.', 'room-air-statement affirmed =92'],
  ['NL-58', 'Assessment', 'Kept intubated postoperatively for airway protection.', 'postop-expected affirmed; -acute-respiratory-failure'],
  [
    'NL-59',
    'Assessment',
    'Postoperative respiratory failure requiring reintubation POD1.',
    'respiratory-failure-postprocedural affirmed; -acute-respiratory-failure',
  ],
  ['NL-60', 'Assessment', 'Ventilator dependent respiratory failure.', 'respiratory-failure-nos affirmed +acuity-missing'],
  [
    'NL-61',
    'ROS',
    'Denies shortness of breath, no respiratory distress.',
    'comfortable-breathing affirmed; -respiratory-distress; -acute-respiratory-failure',
  ],
  [
    'NL-62',
    'Assessment',
    'Acute respiratory failure resolved, on RA since yesterday.',
    'acute-respiratory-failure resolved; room-air-statement affirmed',
  ],
  ['NL-63', 'Assessment', 'Concern for impending respiratory failure, will monitor.', 'respiratory-failure-nos hypothetical'],
  [
    'NL-64',
    'Assessment',
    'Intubated for acute hypoxemic respiratory failure on arrival.',
    'acute-respiratory-failure affirmed; poa-statement affirmed',
  ],
  ['NL-65', 'Assessment', 'COPD exacerbation without respiratory failure.', 'copd-exacerbation affirmed; respiratory-failure-nos negated'],
  ['NL-66', 'Assessment', 'No fever, chills, or respiratory failure.', 'fever-term negated; respiratory-failure-nos negated'],
  [
    'NL-67',
    'Assessment',
    'No fever, was intubated for respiratory failure.',
    'fever-term negated; respiratory-failure-nos affirmed +acuity-missing',
  ],
  ['NL-68', 'Assessment', 'Not only septic but in acute respiratory failure.', 'sepsis affirmed; acute-respiratory-failure affirmed'],
  ['NL-69', 'Assessment', 'Respiratory failure protocol initiated by RT.', 'respiratory-failure-nos process'],
  ['NL-70', 'Imaging', 'CXR findings concerning for pneumonia.', 'pneumonia uncertain'],
  ['NL-71', 'Assessment', 'Suspected sepsis, POA.', 'sepsis uncertain; poa-statement affirmed'],
  ['NL-72', 'Assessment', 'Sepsis present on admission.', 'sepsis affirmed; poa-statement affirmed'],
  ['NL-73', 'Assessment', 'Developed sepsis on HD 4 from CLABSI.', 'sepsis affirmed <-strong line-infection; not-poa-statement affirmed'],
  [
    'NL-74',
    'Assessment',
    'Sepsis secondary to perforated diverticulitis s/p Hartmann.',
    'sepsis affirmed <-strong intra-abdominal-infection',
  ],
  ['NL-75', 'Assessment', 'Recent admission for septic shock at outside hospital.', 'septic-shock historical'],
  ['NL-76', 'Assessment', 'Continue vancomycin/zosyn for sepsis, day 3.', 'sepsis affirmed'],
  ['NL-77', 'Assessment', 'Cefazolin for surgical prophylaxis.', '-infection'],
  ['NL-78', 'Assessment', 'Evidence of sepsis on exam and labs.', 'sepsis affirmed'],
  ['NL-79', 'Assessment', 'Doubt sepsis.', 'sepsis uncertain +uncertain-low'],
  ['NL-80', 'Assessment', 'Would not call this sepsis.', 'sepsis negated'],
  ['NL-81a', 'Assessment', 'Hypotension, SBP 84.', 'hypotension-term affirmed; -intra-abdominal-infection'],
  ['NL-81b', 'Assessment', 'On ppx for SBP.', 'intra-abdominal-infection hypothetical'],
  ['NL-82', 'Attestation', 'Agree with resident: sepsis due to cholangitis.', 'sepsis affirmed <-strong cholangitis'],
  [
    'NL-83',
    'Assessment',
    'Severe sepsis w/ septic shock 2/2 PNA c/b AKI, encephalopathy and DIC.',
    'severe-sepsis affirmed; septic-shock affirmed <-strong pneumonia; aki affirmed <-weak septic-shock; encephalopathy affirmed <-weak septic-shock; coagulopathy affirmed <-weak septic-shock',
  ],
  [
    'NL-84',
    'Assessment',
    'Lactate elevation due to albuterol, doubt sepsis.',
    'elevated-lactate-term affirmed <-strong "albuterol" +explained; sepsis uncertain +uncertain-low',
  ],
  ['NL-85', 'Assessment', 'Sepsis and AKI due to dehydration.', 'sepsis affirmed <-none; aki affirmed <-strong "dehydration"'],
  ['NL-86', 'Assessment', 'Pt without sepsis on arrival, became septic overnight.', 'sepsis negated; sepsis affirmed +nonspecific'],
  ['NL-87', 'Assessment', 'Covering empirically for sepsis pending cultures.', 'sepsis ambiguous'],
  [
    'NL-88',
    'Assessment',
    'Sepsis d/t CAP w/ acute hypoxic resp failure 2/2 sepsis and PNA.',
    'sepsis affirmed <-strong pneumonia; acute-respiratory-failure affirmed <-strong sepsis,pneumonia',
  ],
  ['NL-89', 'Assessment', 'Pt treated for septic shock at OSH, transferred on levophed.', 'septic-shock affirmed +outside-source'],
  ['NL-90', 'Problem list', 'Sepsis (CMS/HCC) - noted 3 years ago', 'sepsis historical'],
];

/** Statuses in which nothing is said of this patient. */
const SAYS_NOTHING = new Set(['part-of-other-term', 'process', 'template']);

const holds = (mentions: readonly Mention[], wanted: string): boolean =>
  wanted.startsWith('-')
    ? !mentions.some((one) => one.concept === wanted.slice(1) && !SAYS_NOTHING.has(one.status))
    : mentionOf(mentions, wanted) !== undefined;

/** The mention that the table expects. */
function mentionOf(mentions: readonly Mention[], wanted: string): Mention | undefined {
  const [concept, status, ...rest] = wanted.match(/"[^"]*"|\S+/g) ?? [];
  return mentions.find((one) => one.concept === concept && one.status === status && detailsHold(one, rest));
}

function detailsHold(mention: Mention, details: readonly string[]): boolean {
  for (const [index, detail] of details.entries()) {
    if (detail.startsWith('+') && !mention.flags.includes(detail.slice(1))) return false;
    if (detail.startsWith('=') && mention.count?.value !== Number(detail.slice(1))) return false;
    if (detail === '<-none' && mention.links.length > 0) return false;
    if (!detail.startsWith('<-') || detail === '<-none') continue;
    const certainty = detail.slice(2);
    const target = details[index + 1] ?? '';
    const linked = (one: string) =>
      mention.links.some((link) => link.certainty === certainty && (link.concepts.includes(one) || `"${link.text}"` === one));
    if (!target.split(',').every(linked)) return false;
  }
  return true;
}

describe('the test sentences of the note-language reference', () => {
  test.each(SENTENCES)('%s in %s: %s -> %s', (id, section, sentence, expected) => {
    const text = `${section}:\n${sentence}\n`;
    const mentions = mentionsIn(text, 'progress', lexicon);
    const missed = expected.split('; ').filter((wanted) => !holds(mentions, wanted));
    expect({ missed, read: mentions.map((one) => `${one.concept} ${one.status}`) }).toMatchObject({ missed: [] });
    for (const mention of mentions) {
      expect(text.slice(mention.start, mention.end)).toBe(mention.text);
      expect(text).toContain(mention.snippet);
      for (const link of mention.links) expect(text.slice(link.start, link.end)).toBe(link.text);
    }
    const before = section.length + 2;
    const stated = expected.split('; ').filter((wanted) => !wanted.startsWith('-'));
    const spans = stated.map((wanted) => {
      const mention = mentionOf(mentions, wanted);
      return mention ? `${mention.start - before}-${mention.end - before} ${mention.text}` : wanted;
    });
    expect(spans.join(' | ')).toBe(SPANS[id]);
  });
});

/** Mentions that the command judges by more than the cues of their sentence: a short form nothing decides, a weaker word, a statement with its own "no". */
const MORE_THAN_CUES = new Set(['NL-23', 'NL-53', 'NL-86']);

describe('the same sentences asked phrase by phrase', () => {
  test.each(SENTENCES.filter(([id]) => !MORE_THAN_CUES.has(id)))('%s in %s: %s -> %s', (_id, section, sentence, expected) => {
    const mentions = mentionsIn(`${section}:\n${sentence}\n`, 'progress', lexicon);
    for (const wanted of expected.split('; ')) {
      const mention = wanted.startsWith('-') ? undefined : mentionOf(mentions, wanted);
      if (!mention || mention.concept.endsWith('-statement')) continue;
      expect([mention.text, assertion({ text: sentence, target: mention.text, section }, lexicon).status]).toEqual([
        mention.text,
        mention.status,
      ]);
    }
  });
});
