import { programOf, runOf } from './caller.ts'
import type { Caller, HandOutWay } from './types.ts'

/** What a person is asked, in words that every surface shows. Nothing in it is hidden: callers are made visible beforehand. */
export interface HandOutInWords {
  readonly title: string
  readonly rows: readonly { readonly label: string; readonly text: string }[]
  /** What "this run" is. */
  readonly run: string
  /** Best last. No `always` for production: that rule is made on the profile. */
  readonly answers: readonly ('once' | 'tree' | 'hour' | 'always')[]
}

interface Asked {
  readonly profile: string
  readonly way?: HandOutWay
  readonly caller: Caller
  readonly production: boolean
  readonly inVault: boolean
  readonly account?: string | undefined
  readonly role?: string | undefined
  readonly leased?: string | undefined
}

/** Digits of an account in groups of four, as people read them out. */
const spaced = (account: string): string => account.replace(/^(\d{4})(\d{4})(\d{4})$/, '$1 $2 $3')

/** The question about a hand-out. `show` makes a name ready to show. */
export function describeHandOut(asked: Asked, show: (text: string) => string): HandOutInWords {
  const { caller, production, inVault, account, role, leased } = asked
  const program = programOf(caller)
  const name = program === undefined ? 'A program that the system does not name' : show(program.name)
  const profile = show(asked.profile)
  const tree = caller.tree
    .filter(({ part }) => part !== 'wrapper')
    .slice(0, 6)
    .reverse()
    .map((one) => show(one.name))
    .join(' > ')
  const what = production ? 'production' : inVault ? 'its key lies in the vault' : undefined
  const rows = [
    { label: 'account', text: account === undefined ? undefined : spaced(account) },
    { label: 'gets', text: role === undefined ? undefined : show(role) },
    { label: 'lease', text: leased === undefined ? undefined : show(leased) },
    { label: 'asks', text: program === undefined ? undefined : `${tree} (pid ${program.pid})` },
    { label: 'file', text: program?.executable === undefined ? undefined : show(program.executable) },
    { label: 'folder', text: program?.folder === undefined ? undefined : show(program.folder) },
    { label: 'command', text: program?.commandLine === undefined ? undefined : show(program.commandLine) },
    { label: 'told by', text: 'the system, which is not proof' },
  ]
  const run = runOf(caller)
  return {
    title: `${name} wants ${leased === undefined ? '' : 'a lease of '}${profile}${what === undefined ? '' : ` (${what})`}`,
    rows: rows.flatMap(({ label, text }) => (text === undefined ? [] : [{ label, text }])),
    run: run === undefined ? 'the program' : show(run.name),
    answers: answersTo(asked),
  }
}

/** A yes to a lease covers that lease: as a rule it would give the program the whole profile. */
function answersTo({ way, production }: Asked): HandOutInWords['answers'] {
  if (way === 'mcp') return ['once']
  return production ? ['tree', 'hour'] : ['once', 'tree', 'hour', 'always']
}
