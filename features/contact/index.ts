/** The contact form on the web. */
export { type Article, type ContactPorts, noArticles } from './ports.ts';
export { serveContact } from './serve.ts';
