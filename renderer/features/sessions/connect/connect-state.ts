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
  /** The user has stopped it; the results so far are still arriving. */
  readonly stopping: boolean
}

/** An organisation being connected. Nothing of it is written before the review. */
export interface Connecting {
  /** A session from the files, or a new one. */
  readonly choice: SessionChoice
  readonly name: string
  readonly startUrl: string
  readonly region: string
  /** The region was in the address or on its page. */
  readonly regionFound: boolean
  /** How the user wants to sign in; absent: the best way here. */
  readonly method?: 'device'
  /** The sign-in that was started here, and why the last one failed. */
  readonly signInId?: string
  readonly starting?: boolean
  readonly run?: Run
  readonly listed?: Listed
  /** What has arrived during a listing, by account. */
  readonly arrived: ReadonlyMap<string, Arrived>
  readonly error?: { readonly at: 'signIn' | 'accounts'; readonly error: CodedError }
}

/** Absent: the screen asks for the start URL. Kept while the user is on other screens. */
export const connecting = createStore<Connecting | undefined>(undefined)

/** The initial text of the start URL field, such as the URL of older profiles. */
export const startUrl = createStore('')

/** The form of a template, as it is typed. */
export interface TemplateForm {
  readonly text: string
  /** Separated by commas. */
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
/** True once the user has typed into it; then the last used template does not replace it. */
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

/** The cursor of the table: an account or the headings, and a role or the account itself. */
export interface Cursor {
  readonly row: string
  readonly column: string
}
export const headRow = ''
export const accountColumn = ''
export const tableCursor = createStore<Cursor | undefined>(undefined)
/** Whether the names are open, when there is no room for them next to the table. */
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
