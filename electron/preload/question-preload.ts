import { ipcRenderer } from 'electron'
import {
  answerLabels,
  armedChannel,
  othersChannel,
  questionChannel,
  type QuestionAnswer,
  type QuestionMessage,
  type QuestionView,
} from '../question/question-channel.ts'

// The document has no scripts, and this one exposes nothing to it: it fills in the words and takes the person's answer.

const tell = (message: QuestionMessage): Promise<unknown> => ipcRenderer.invoke(questionChannel, message)
const part = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (found === null) throw new Error(`There is no ${id} in the question`)
  return found
}

/** The main process decides when an answer counts, and checks again when one arrives. */
let isArmed = false

function setArmed(armed: boolean): void {
  isArmed = armed
  for (const button of document.querySelectorAll('#answers button'))
    button.setAttribute('aria-disabled', String(!armed))
}

function answer(said: QuestionAnswer): void {
  if (isArmed) void tell({ type: 'answer', answer: said })
}

const keysOf = (said: QuestionAnswer, mac: boolean): readonly string[] => {
  if (said === 'no') return ['Esc']
  return said === 'tree' ? [mac ? '⌘' : 'Ctrl', 'Shift', 'Y'] : []
}

function buttonOf(said: QuestionAnswer, label: string, mac: boolean): HTMLButtonElement {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = label
  if (said === 'no') button.className = 'deny'
  for (const key of keysOf(said, mac)) {
    const cap = document.createElement('kbd')
    cap.textContent = key
    cap.setAttribute('aria-hidden', 'true')
    button.append(cap)
  }
  // A click that a script makes up is not an answer, even if somebody could run a script here.
  button.addEventListener('click', (event) => event.isTrusted && answer(said))
  return button
}

const plainRows: ReadonlySet<string> = new Set(['account', 'gets', 'lease', 'told by'])

function showOthers(count: number): void {
  part('others').textContent =
    count === 0 ? '' : `${count} more ${count === 1 ? 'question waits' : 'questions wait'}`
}

function show(view: QuestionView): void {
  document.documentElement.dataset['theme'] = view.dark ? 'dark' : 'light'
  part('title').textContent = view.title
  document.querySelector('main')?.classList.toggle('production', view.production)
  for (const { label, text } of view.rows) {
    const [name, value] = [document.createElement('dt'), document.createElement('dd')]
    name.textContent = label
    value.textContent = text
    if (!plainRows.has(label)) value.className = 'mono'
    part('rows').append(name, value)
  }
  if (view.answers.includes('tree'))
    part('run').textContent = `This run: ${view.run} and what it starts, until it ends.`
  part('answers').append(
    ...view.answers.map((said) => buttonOf(said, answerLabels[said], view.mac)),
    buttonOf('no', 'Deny', view.mac),
  )
  showOthers(view.others)
  const end = performance.now() + view.endsInMs
  const tick = (): void => {
    const seconds = Math.max(0, Math.ceil((end - performance.now()) / 1_000))
    part('left').textContent = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  }
  tick()
  setInterval(tick, 500)
}

const byLetter: ReadonlyMap<string, QuestionAnswer> = new Map([
  ['y', 'tree'],
  ['d', 'no'],
])

window.addEventListener('keydown', (event) => {
  if (!event.isTrusted || event.repeat) return
  const withKeys = event.shiftKey && (event.ctrlKey || event.metaKey) && !event.altKey
  const said = event.key === 'Escape' ? 'no' : withKeys ? byLetter.get(event.key.toLowerCase()) : undefined
  if (said === undefined) return
  event.preventDefault()
  answer(said)
})
// At once; the main process sends the same a moment later.
window.addEventListener('focus', () => setArmed(false))
ipcRenderer.on(armedChannel, (_event, armed: boolean) => setArmed(armed))
ipcRenderer.on(othersChannel, (_event, count: number) => showOthers(count))

window.addEventListener('DOMContentLoaded', () => {
  void tell({ type: 'open' }).then((view) => {
    show(view as QuestionView)
    part('title').focus()
    setArmed(false)
    const { height } = document.querySelector('main')!.getBoundingClientRect()
    return tell({ type: 'shown', height: Math.ceil(height) })
  })
})
