import { createContext } from 'react'

/** How a secret is shown: while it is held down, or for a while after one press. */
export type RevealMode = 'hold' | 'press'

/** The mode that the user chose; parents of controls that reveal something provide it. */
export const RevealModeContext = createContext<RevealMode>('hold')
