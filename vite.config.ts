import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import preact from '@preact/preset-vite';
import { defineConfig, type Plugin } from 'vite';
import { readPlan } from './src/core/checklist/read-plan.ts';
import { sourcesFor } from './src/ehr/read-plan.ts';

const root = import.meta.dirname;

/**
 * What a meta tag can carry of the Content-Security-Policy. Which EHR a site talks to stands in site.json, read at run time, so connect-src is wide here;
 * docs/deploying.md gives the header that narrows it to the site's servers and says who may frame the page (a meta tag cannot say frame-ancestors).
 * One Trusted Types policy: it gives the worker's own address and nothing else.
 */
const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self' https: http://localhost:* http://127.0.0.1:*",
  "worker-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
  'trusted-types corroborate-worker',
].join('; ');

/** Puts the policy into built pages only: the development server injects inline scripts for hot reload. */
function contentSecurityPolicy(): Plugin {
  return {
    name: 'content-security-policy',
    apply: 'build',
    transformIndexHtml: () => [{ tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: CSP }, injectTo: 'head-prepend' }],
  };
}

/**
 * The clinical content as modules: `virtual:content` is the compiled content of `checklists/`, for whoever evaluates; `virtual:sources` is only the list of
 * sources that the checklists need, for the launch page; `virtual:concepts` the names, families and units of concepts, for screens that write facts;
 * `virtual:citations` what each checklist cites; `virtual:packs` which policies, sites and workflows are in this build;
 * `virtual:workflow` the workflows by name, for the worklist; `virtual:author` the files of the checklists as written, for the room where their owner edits them,
 * the only one that reads YAML. An author's mistake stops the build with its own message.
 */
function contentModules(): Plugin {
  const load = async () => {
    const { contentForBrowser } = await import('./src/content/browser.ts');
    const { workflowsForBrowser } = await import('./src/content/workflow.ts');
    const { authorFiles } = await import('./src/content/author.ts');
    const content = contentForBrowser(root);
    const workflow = workflowsForBrowser(root);
    const sources = sourcesFor(readPlan(Object.values(content.checklists).flat(), content.concepts));
    const concepts = Object.fromEntries(
      Object.entries(content.concepts).map(([name, { id, label, family, unit, also }]) => [name, { id, label, family, unit, also }]),
    );
    const citations = Object.fromEntries((content.checklists.base ?? []).map((checklist) => [checklist.id, checklist.sources]));
    const packs = { policies: Object.keys(content.checklists), sites: Object.keys(content.sites), workflows: Object.keys(workflow) };
    return { content, sources, concepts, citations, packs, workflow, author: authorFiles(root) };
  };
  const names = ['content', 'sources', 'concepts', 'citations', 'packs', 'workflow', 'author'].map((name) => `virtual:${name}`);
  let loading: ReturnType<typeof load> | undefined;
  return {
    name: 'clinical-content',
    resolveId: (id) => (names.includes(id) ? `\0${id}` : undefined),
    async load(id) {
      if (!names.includes(id.slice(1))) return undefined;
      loading ??= load();
      const { content, ...small } = await loading;
      const part = id.replace('\0virtual:', '') as 'content' | keyof typeof small;
      return `export default JSON.parse(${JSON.stringify(JSON.stringify(part === 'content' ? content : small[part]))});`;
    },
  };
}

/** A site.json at the root of the repository, if the developer keeps one there, is served in development and never built in. */
function siteFile(): Plugin {
  return {
    name: 'site-file',
    configureServer(server) {
      server.middlewares.use('/site.json', (_request, response) => {
        const file = join(root, 'site.json');
        response.setHeader('content-type', 'application/json');
        response.statusCode = existsSync(file) ? 200 : 404;
        response.end(existsSync(file) ? readFileSync(file) : '');
      });
    },
  };
}

export default defineConfig({
  root,
  base: './',
  plugins: [preact({ devToolsEnabled: false, prefreshEnabled: false }), contentModules(), contentSecurityPolicy(), siteFile()],
  worker: { format: 'es', plugins: () => [contentModules()] },
  define: { FHIRCLIENT_PURE: 'true' },
  resolve: { alias: { debug: resolve(root, 'src/ehr/silent-debug.cjs') } },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    sourcemap: false,
    assetsInlineLimit: 0,
    // The review worker carries the clinical content: it is not part of the first screen, and scripts/build.mjs tells its size.
    chunkSizeWarningLimit: 2000,
    rollupOptions: { input: { launch: join(root, 'launch.html'), index: join(root, 'index.html') } },
  },
});
