import type { HostLink } from '../../shared/contract/host-link.ts'
import type { Input, MethodName, Output, Reply } from '../../shared/contract/index.ts'
import type { CodedError } from '../../shared/result.ts'
import { createHttpLink } from './http-link.ts'
import { loadOnNewCode, openTabAccess } from './tab-access.ts'

declare global {
  interface Window {
    readonly stackpass?: HostLink
  }
}

/** A coded error of the contract, thrown so that queries and mutations can carry it. */
export class CallError extends Error {
  readonly coded: CodedError & { readonly incident?: string }

  constructor(coded: CodedError & { readonly incident?: string }) {
    super(coded.message)
    this.name = 'CallError'
    this.coded = coded
  }
}

/** The link to core: the preload in the desktop app, else the loopback host, with this tab's access. */
export function connect(page: Window = window): HostLink {
  if (page.stackpass !== undefined) return page.stackpass
  loadOnNewCode(page)
  const access = openTabAccess(page)
  void access.then((opened) => (tab = opened?.id))
  const http = createHttpLink(access)
  openTab = async () => {
    const { code } = valueOf(await http.newCode())
    page.open(`${page.location.origin}/#token=${code}`, '_blank', 'noopener')
  }
  return http
}

let tab: string | undefined

/** The id of this tab of the loopback host, once it has access; the desktop app has one window and no ids. */
export const ownTab = (): string | undefined => tab

let openTab: (() => Promise<void>) | undefined

/** Opens the page in another tab of this browser; undefined in the desktop app, which has one window. */
export function anotherTab(): (() => Promise<void>) | undefined {
  return openTab
}

let link: HostLink | undefined

/** Sets the link that `call` and `ask` use; the page does it once, tests for each case. */
export function setHostLink(next: HostLink): void {
  link = next
}

export function currentHostLink(): HostLink {
  if (link === undefined) throw new Error('The page is not connected yet')
  return link
}

/** Calls a method of the contract; expected errors come back as values. */
export async function ask<M extends MethodName>(method: M, input: Input<M>): Promise<Reply<Output<M>>> {
  return (await currentHostLink().call(method, input)) as Reply<Output<M>>
}

/** Calls a method of the contract; an expected error is thrown as a `CallError`. */
export async function call<M extends MethodName>(method: M, input: Input<M>): Promise<Output<M>> {
  return valueOf(await ask(method, input))
}

/** The value of a reply; an expected error is thrown as a `CallError`. */
export function valueOf<T>(reply: Reply<T>): T {
  if (reply.ok) return reply.value
  throw new CallError(reply.error)
}

/** The coded error in anything that was thrown; a bug becomes one with code `Internal`. */
export function codedError(error: unknown): CodedError & { readonly incident?: string } {
  if (error instanceof CallError) return error.coded
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error) }
}
