import { createContext } from 'react'

/** How a secret is shown: while it is held down, or for a while after one press. */
export type RevealMode = 'hold' | 'press'

/** The mode that the user chose; whoever renders controls that reveal something provides it. */
export const RevealModeContext = createContext<RevealMode>('hold')
