/** Keys of the AWS documentation, for tests. */
export const longLivedId = 'AKIAIOSFODNN7EXAMPLE'
export const otherLongLivedId = 'AKIAI44QH8DHBEXAMPLE'
export const temporaryId = 'ASIAIOSFODNN7EXAMPLE'
export const otherTemporaryId = 'ASIAI44QH8DHBEXAMPLE'
export const secret = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY'
export const otherSecret = 'je7MtGbClwBF/2Zp9Utk/h3yCo8nvbEXAMPLEKEY'
/** As long as a real one: 400 characters of base64. */
export const token = `${'IQoJb3JpZ2luX2VjEXAMPLE/+A'.repeat(16).slice(0, 398)}==`
/** A token without the word EXAMPLE, for the rules that real ones must meet. */
export const realToken = `IQoJb3JpZ2luX2Vj${'ABCDefgh0123+/XY'.repeat(20)}`.slice(0, 334) + '=='
