/** Resolves after everything that is due now had its turn on the event loop. */
const nextTurn = async () => await new Promise((resolve) => setImmediate(resolve));

module.exports = { nextTurn };
