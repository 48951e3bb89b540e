import { bindings, printedKeys, reachesPage, type Action } from '../../app/key-bindings.ts'
import { allFeatures } from '../../app/feature-registry.ts'

export interface KeyLine {
  readonly does: string
  readonly keys: readonly string[]
}

export interface KeySection {
  readonly title: string
  readonly lines: readonly KeyLine[]
}

const anywhere: readonly KeyLine[] = [
  { does: 'Palette', keys: ['Mod', 'K'] },
  { does: 'Filter this list', keys: ['/'] },
  { does: 'This sheet', keys: ['?'] },
  { does: 'Next pane', keys: ['F6'] },
  { does: 'Undo last file change', keys: ['Mod', 'Z'] },
  { does: 'Close top layer', keys: ['Escape'] },
]

const list = (lettersAct: boolean): readonly KeyLine[] => [
  { does: 'Filter', keys: lettersAct ? ['/'] : ['type letters'] },
  { does: 'Move', keys: ['ArrowUp', 'ArrowDown'] },
  { does: 'First, last', keys: ['Home', 'End'] },
  { does: 'Select', keys: ['Space'] },
  { does: 'Select all shown', keys: ['Mod', 'A'] },
  { does: 'Select a range', keys: ['Shift', 'ArrowDown'] },
  { does: 'Menu', keys: ['Shift', 'F10'] },
]

const profile: readonly (readonly [Action, string])[] = [
  ['use', 'Use'],
  ['edit', 'Edit'],
  ['rename', 'Rename'],
  ['duplicate', 'Duplicate'],
  ['verify', 'Verify'],
  ['console', 'Console'],
  ['terminal', 'Terminal'],
  ['copy', 'Copy as env'],
  ['signIn', 'Sign in'],
  ['star', 'Favourite'],
  ['delete', 'Delete'],
]
const stack: readonly (readonly [Action, string])[] = [
  ['setProfile', 'Set profile'],
  ['pinAccount', 'Pin account'],
  ['fixAll', 'Fix wrong accounts'],
  ['console', 'Console of its account'],
]
const anywhereActions: readonly (readonly [Action, string])[] = [
  ['newProfile', 'New profile'],
  ['import', 'Import'],
]

function linesOf(actions: readonly (readonly [Action, string])[], lettersAct: boolean): readonly KeyLine[] {
  return actions.flatMap(([action, does]) => {
    const keys = printedKeys(action, lettersAct)
    return keys === undefined ? [] : [{ does, keys }]
  })
}

/** Every key of the page that works here and now, without keys that a browser tab reserves. */
export function keySections(lettersAct: boolean): readonly KeySection[] {
  const screens = allFeatures().flatMap(({ nav }) =>
    nav !== undefined && reachesPage(`Mod+${nav.order}`)
      ? [{ does: nav.label, keys: ['Mod', String(nav.order)] }]
      : [],
  )
  return [
    { title: 'Anywhere', lines: [...anywhere, ...linesOf(anywhereActions, lettersAct)] },
    { title: 'Go to', lines: screens },
    { title: 'In a list', lines: list(lettersAct) },
    { title: 'Stacks', lines: [{ does: 'Open', keys: ['Enter'] }, ...linesOf(stack, lettersAct)] },
    { title: 'Profile', lines: linesOf(profile, lettersAct) },
    {
      title: 'Editing',
      lines: [
        { does: 'Review, then save', keys: ['Mod', 'S'] },
        { does: 'Next, previous field', keys: ['Tab'] },
      ],
    },
  ].filter(({ lines }) => lines.length > 0)
}

/** The actions that the sheet names; they include every action with keys. */
export const namedActions: ReadonlySet<Action> = new Set(
  [...profile, ...stack, ...anywhereActions].map(([action]) => action),
)
export const allActions = Object.keys(bindings) as readonly Action[]
