import type { Erased, Trouble } from '../../store/index.ts';

const plural = (n: number, one: string, many: string) => `${n} ${n === 1 ? one : many}`;

/** Words around every workplace about what is kept on this device, and about the end of a session. */
export const shellWords = {
  settings: 'Settings',
  quality: 'Quality of prompts',
  more: 'More',
  trouble: {
    refused: 'Drafts are not kept after this window closes: the browser allows no storage here',
    newer: 'Drafts are not kept after this window closes: a newer version of this app was used here. Reload to use it',
    blocked: 'Drafts are not kept yet: another window uses an older version of this app. Close it to go on',
    'taken-over':
      'Drafts are not kept after this window closes: a newer version of this app runs in another window. Open it again from the chart',
    full: 'The device is full: the newest drafts are not kept after this window closes',
    failed: 'Drafts are not kept after this window closes: the device did not take them',
    'no-user': 'Drafts are not kept after this window closes: the EHR did not say who you are',
  } satisfies Record<Trouble, string>,
  clash: {
    text: 'This draft was changed in another window.',
    theirs: 'Use the other text',
    mine: 'Keep the text of this window',
    used: 'The other text is kept. Open the draft again to see it.',
    kept: 'The text of this window is kept.',
  },
  signedOut: 'Signed out',
  signedOutMore: 'The session in this app has ended in all its windows. The EHR itself stays signed in.',
  erasing: 'Erasing what was kept on this device',
  erased: ({ work, trail, isSure }: Erased) =>
    isSure
      ? `Erased on this device: ${plural(work, 'item of work', 'items of work')}, ${plural(trail, 'event', 'events')} of the audit trail, and the key.`
      : 'The device did not answer. What was kept could not all be erased: clear the data of this site in the browser.',
};
