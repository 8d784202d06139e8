const SETTINGS = {
  // No network listener at all; a relative socket folder is the data folder itself, however long its path.
  listen_addresses: '',
  unix_socket_directories: '.',
  unix_socket_permissions: '0700',
  port: '5432',
  // The product says what failed; statements and row contents belong into no log.
  log_destination: 'stderr',
  log_line_prefix: '',
  log_min_messages: 'fatal',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Lean: one product on one machine, no replication, no helper processes that wait for work.
  max_connections: '80',
  shared_buffers: '64MB',
  io_method: 'sync',
  wal_level: 'minimal',
  max_wal_senders: '0',
  max_replication_slots: '0',
  max_logical_replication_workers: '0',
  max_worker_processes: '4',
  autovacuum_max_workers: '2',
  autovacuum_worker_slots: '2',
  huge_pages: 'off',
  jit: 'off',
};

/** For databases of tests only: a crash of the machine may lose them, a crash of the process does not. */
const NOT_DURABLE = { fsync: 'off', full_page_writes: 'off' };

/** Given on the command line, so that they follow the product's version and never the files of an old data folder. */
export function serverArguments(clusterName: string, durable: boolean): string[] {
  return settingArguments({ ...SETTINGS, cluster_name: clusterName, ...(durable ? { fsync: 'on' } : NOT_DURABLE) });
}

export function settingArguments(settings: Record<string, string>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}
