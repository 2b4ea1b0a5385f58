/** Names of people, plans and bacteria that stand first in a label: "Glasgow coma score", "Medicare". A name followed by 's ("Crohn's") is seen by its form. */
const NAMES = new RegExp(
  `^(?:${[
    'Glasgow|Richmond|Berlin|Apgar|Foley|Venturi|Ringer|Doppler|Gram|Swan|Wells|Charlson|Child|Alzheimer|Parkinson|Medicare|Medicaid',
    'Escherichia|Klebsiella|Staphylococcus|Streptococcus|Enterococcus|Pseudomonas|Enterobacter|Citrobacter|Serratia|Proteus|Acinetobacter',
    'Haemophilus|Moraxella|Neisseria|Listeria|Legionella|Salmonella|Shigella|Campylobacter|Clostridium|Clostridioides|Bacteroides|Candida',
    'Aspergillus|Cryptococcus|Pneumocystis|Mycobacterium|Mycoplasma|Stenotrophomonas|Corynebacterium|Cutibacterium|Burkholderia|Morganella',
  ].join('|')})\\b`,
);

/** 'Repeat lactate' -> 'repeat lactate'; names and what has a capital or digit inside stay: 'Glasgow coma score', 'SpO2', 'PaCO2', 'SOFA'. */
export const lowerFirst = (text: string): string =>
  (/^[A-Z][a-z]+(?:[\s,-]|$)/.test(text) || /^A\s/.test(text)) && !NAMES.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;

/** 'ceftriaxone was given' -> 'Ceftriaxone was given'; names with a capital or digit inside stay: 'pH', 'aPTT', 'eGFR', 'pO2'. */
export const upperFirst = (text: string): string =>
  /^[a-z]+(?:[\s,.-]|$)/.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text;
