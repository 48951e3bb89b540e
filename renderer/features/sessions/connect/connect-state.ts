import type { Input, Output } from '../../../../shared/contract/index.ts'
import { defaultTemplate } from '../../../../shared/domain/organisation/types.ts'
import type { CodedError } from '../../../../shared/result.ts'
import { createStore } from '../../../ui/store.ts'

export type SessionChoice = Input<'organisations.list'>['session']
export type Listed = Output<'organisations.list'>

/** An account with the roles that the user has in it. */
export interface Arrived {
  readonly id: string
  readonly name: string
  readonly roles: readonly string[]
}

export interface Run {
  readonly runId: string
  readonly accounts: number
  readonly done: number
  readonly roles: number
  /** The user has stopped it; what was got is on its way. */
  readonly stopping: boolean
}

/** An organisation on its way to profiles. Nothing of it is in a file before the review. */
export interface Connecting {
  /** A session of the files, or a new one. */
  readonly choice: SessionChoice
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** The Region stood in the address or on the page behind it. */
  readonly regionFound: boolean
  /** How the user wants to sign in; absent: as it is best here. */
  readonly method?: 'device'
  /** The sign-in that was started here, and how the last one ended badly. */
  readonly signInId?: string
  readonly starting?: boolean
  readonly run?: Run
  readonly listed?: Listed
  /** What came while a listing runs, by account. */
  readonly arrived: ReadonlyMap<string, Arrived>
  readonly error?: { readonly at: 'signIn' | 'accounts'; readonly error: CodedError }
}

/** Absent: the start URL is asked for. It stays while the user looks at other screens. */
export const connecting = createStore<Connecting | undefined>(undefined)

/** What the field for the start URL begins with, such as that of older profiles. */
export const startUrl = createStore('')

/** The form of a template, as it is typed. */
export interface TemplateForm {
  readonly text: string
  /** With commas between. */
  readonly trim: string
  readonly case: 'keep' | 'lower' | 'upper'
  readonly separator: string
}

export const usualForm: TemplateForm = {
  text: defaultTemplate.text,
  trim: '',
  case: defaultTemplate.case,
  separator: defaultTemplate.separator,
}

export const templateForm = createStore<TemplateForm>(usualForm)
/** True once the user has typed into it: what was used last does not replace it then. */
export const templateTouched = createStore(false)
/** Default region of new profiles. */
export const region = createStore('')
/** Assignments that get no profile, by key. */
export const unchosen = createStore<ReadonlySet<string>>(new Set())
/** Roles without a column: they get no profile. */
export const hiddenRoles = createStore<ReadonlySet<string>>(new Set())
export const filterText = createStore('')
export const onlyNew = createStore(false)
export const prune = createStore(false)
export const migrate = createStore(false)
/** Accounts whose profiles join a production group. */
export const production = createStore<ReadonlySet<string>>(new Set())
export const productionGroup = createStore<string | undefined>(undefined)

/** Where the keys of the table are: an account or the headings, and a role or the account itself. */
export interface Cursor {
  readonly row: string
  readonly column: string
}
export const headRow = ''
export const accountColumn = ''
export const tableCursor = createStore<Cursor | undefined>(undefined)
/** The names beside the table, where there is no room for both. */
export const namesOpen = createStore(false)

/** Forgets the organisation and everything that was chosen for it. */
export function forgetConnecting(): void {
  connecting.set(undefined)
  templateForm.set(usualForm)
  templateTouched.set(false)
  for (const store of [unchosen, hiddenRoles, production]) store.set(new Set())
  region.set('')
  filterText.set('')
  for (const store of [onlyNew, prune, migrate, namesOpen]) store.set(false)
  productionGroup.set(undefined)
  tableCursor.set(undefined)
}
