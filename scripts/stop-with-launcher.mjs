/** Loaded into the product before anything else: when its launcher dies, even by `kill -9`, it stops as if asked to. */
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
process.channel?.unref();
