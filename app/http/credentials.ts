/** What account pages need of the sign-in room: sessions and passwords. */
export { hashPassword, passwordProblem, verifyPassword } from '#app/auth/passwords.ts';
export { closeSession, openSession } from '#app/auth/session-store.ts';
