import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '#platform/permit/actor.ts';
import type { RouteContract, RouteParsed, RouteReply } from './contract.ts';

/** What a handler gets beside its parsed input. */
export type Call = {
  actor: Actor;
  request: FastifyRequest;
  reply: FastifyReply;
};

/** Parsed input in, reply out. Under a dozen lines: validate is done, call the command, present. */
export type Handler<R extends RouteContract> = (input: RouteParsed<R>, call: Call) => Promise<RouteReply<R>>;

/** One route with its handler; features export arrays of these from `routes.ts`. */
export type MountedRoute = {
  contract: RouteContract;
  handler: (input: RouteParsed<RouteContract>, call: Call) => Promise<unknown>;
};

/** Pairs a contract with its handler, checked against each other. */
export function mount<R extends RouteContract>(contract: R, handler: Handler<R>): MountedRoute {
  // The pair was checked just above; from here on only the contract's own schemas look at the values.
  return { contract, handler: handler as unknown as MountedRoute['handler'] };
}
