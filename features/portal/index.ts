/** The customer's page of a ticket. */
export { servePortal } from './serve.ts';
