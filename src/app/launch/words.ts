import type { LaunchFailure } from '../../ehr/launch.ts';
import type { LaunchRefusal } from '../../ehr/launch-request.ts';

/** Words of the launch page; apart from the others because this page must stay small. */
export const launchWords = {
  site: 'The app is not set up correctly',
  siteMore: 'For the person who installs it:',
  relaunch: 'Open the app again from the chart.',
  ownWindow: 'Open in its own window',
  refused: {
    'no-launch': ['Open this from the chart', 'This page is opened by the EHR.'],
    'foreign-parameter': ['Launch refused', 'The launch address holds something it must not hold.'],
    'repeated-parameter': ['Launch refused', 'The launch address repeats a parameter.'],
    'too-long': ['Launch refused', 'The launch address is too long.'],
    'not-allowed': ['This EHR is not set up here', 'The person who installs the app can add it to site.json:'],
  } satisfies Record<LaunchRefusal['code'], readonly [string, string]>,
  failed: {
    'no-storage': ['The browser blocks storage in this frame', 'Sign-in needs it.'],
    'no-pkce': ['Sign-in is not safe enough', 'The authorization server does not announce PKCE with S256.'],
    discovery: ['The EHR did not answer', 'Its sign-in addresses could not be read.'],
    'endpoint-refused': ['Sign-in address refused', 'The EHR names a sign-in address that is not on the list of this site.'],
    'insecure-context': ['A secure connection is needed', 'The app must be opened over https.'],
  } satisfies Record<LaunchFailure, readonly [string, string]>,
};
