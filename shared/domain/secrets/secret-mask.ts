/** The mask for any secret. Its length is fixed, so that it says nothing about the secret's. */
export const secretMask = '••••••••'
