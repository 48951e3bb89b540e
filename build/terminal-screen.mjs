// A small terminal emulator: only what the recording needs.

const colours = ['#6b7280', '#f87171', '#4ade80', '#fbbf24', '#7aa2ff', '#c084fc', '#5eead4', '#e5e7eb']

/** @typedef {{ text: string, colour?: string, bold?: boolean, dim?: boolean }} Cell */

/** A screen of `columns` and `rows` that displays a program's output. */
export function createScreen(columns, rows) {
  /** @type {Cell[][]} */
  let lines = [[]]
  let at = { row: 0, column: 0 }
  /** @type {Omit<Cell, 'text'>} */
  let look = {}
  let rest = ''

  const down = () => {
    at.row += 1
    lines[at.row] ??= []
    if (lines.length <= rows) return
    lines = lines.slice(-rows)
    at.row = lines.length - 1
  }
  const put = (text) => {
    if (at.column >= columns) {
      at.column = 0
      down()
    }
    const line = lines[at.row]
    while (line.length < at.column) line.push({ text: ' ' })
    line[at.column] = { text, ...look }
    at.column += 1
  }
  const style = (codes) => {
    for (const code of codes === '' ? [0] : codes.split(';').map(Number)) {
      if (code === 0) look = {}
      else if (code === 1) look = { ...look, bold: true }
      else if (code === 2) look = { ...look, dim: true }
      else if (code === 22) look = { ...(look.colour !== undefined && { colour: look.colour }) }
      else if (code === 39) look = { ...look, colour: undefined }
      else if (code >= 30 && code <= 37) look = { ...look, colour: colours[code - 30] }
      else if (code >= 90 && code <= 97) look = { ...look, colour: colours[code - 90] }
    }
  }
  const control = (number, letter) => {
    const count = Math.max(1, Number(number) || 1)
    if (letter === 'm') style(number)
    else if (letter === 'K') lines[at.row].length = Math.min(lines[at.row].length, at.column)
    else if (letter === 'J') {
      lines[at.row].length = Math.min(lines[at.row].length, at.column)
      lines.length = at.row + 1
    } else if (letter === 'A') at.row = Math.max(0, at.row - count)
    else if (letter === 'C') at.column += count
    else if (letter === 'D') at.column = Math.max(0, at.column - count)
    else if (letter === 'G') at.column = count - 1
  }

  return {
    /** Takes the next bytes; an incomplete escape sequence waits for the rest. */
    write(chunk) {
      let text = rest + chunk
      rest = ''
      while (text !== '') {
        const known =
          /^(?:\x1b\[([?\d;]*)([A-Za-z])|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[=>()][AB0]?)/.exec(text)
        if (known !== null) {
          if (known[2] !== undefined) control(known[1], known[2])
          text = text.slice(known[0].length)
          continue
        }
        if (text[0] === '\x1b' && text.length < 200) {
          rest = text
          return
        }
        const [character] = text
        text = text.slice(character.length)
        if (character === '\n') down()
        else if (character === '\r') at.column = 0
        else if (character === '\b') at.column = Math.max(0, at.column - 1)
        else if (character >= ' ') put(character)
      }
    },
    /** The current lines and the cursor's position. */
    picture: () => ({ lines: lines.map((line) => line.map((cell) => ({ ...cell }))), cursor: { ...at } }),
  }
}
