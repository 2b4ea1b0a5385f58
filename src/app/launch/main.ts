import packs from 'virtual:packs';
import sources from 'virtual:sources';
import { prepareLaunch } from '../../ehr/launch.ts';
import { readLaunchRequest } from '../../ehr/launch-request.ts';
import { scopesFor, userScopesFor } from '../../ehr/read-plan.ts';
import { fetchSite } from '../../ehr/site.ts';
import { writeScopesFor } from '../../ehr/write-types.ts';
import { launchWords as words } from './words.ts';

/** Shows a page of plain text; nothing from outside is ever anything but text. */
function show(title: string, lines: readonly string[], link?: { readonly text: string; readonly href: string }): void {
  const main = document.getElementById('app');
  if (!main) return;
  const heading = document.createElement('h1');
  heading.textContent = title;
  heading.tabIndex = -1;
  const parts = lines.map((line) => {
    const paragraph = document.createElement('p');
    paragraph.textContent = line;
    return paragraph;
  });
  main.replaceChildren(heading, ...parts);
  if (link) {
    const anchor = document.createElement('a');
    anchor.textContent = link.text;
    anchor.href = link.href;
    anchor.target = '_blank';
    anchor.rel = 'noopener noreferrer';
    main.append(anchor);
  }
  heading.focus();
}

/** Reads the site file, checks what the EHR asked for, and goes to sign-in. Stops with words and without any request when something is not as it must be. */
async function launch(): Promise<void> {
  const home = location.href.replace(/[?#].*$/, '');
  const read = await fetchSite(home, packs);
  if (!read.ok) return show(words.site, [words.siteMore, ...read.faults.map((fault) => `${fault.field}: ${fault.remedy}`)]);
  const request = readLaunchRequest(location.search, read.site);
  if (!request.ok) {
    const [title, more] = words.refused[request.refusal.code];
    return show(title, request.refusal.host ? [more, request.refusal.host] : [more]);
  }
  const own = scopesFor(sources);
  const { lists, writeBack } = request.server;
  const asked = [own, ...(lists ? [userScopesFor(sources)] : []), ...(writeBack.length > 0 ? [writeScopesFor(writeBack)] : [])];
  const scope = request.server.scope ?? asked.join(' ');
  const prepared = await prepareLaunch(request, scope, new URL('index.html', home).href);
  if (prepared.ok) return location.replace(prepared.url);
  const [title, more] = words.failed[prepared.failure];
  const ownWindow = prepared.failure === 'no-storage' ? { text: words.ownWindow, href: location.href } : undefined;
  return show(title, [more, words.relaunch], ownWindow);
}

void launch();
