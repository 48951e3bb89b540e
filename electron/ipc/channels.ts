/** The two channels between page and main process: one door in, one out. */
export const callChannel = 'stackpass:call'
export const eventChannel = 'stackpass:event'
