package org.keyferry.exporter.record;

import java.util.function.Function;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/**
 * What the log is read and written with.
 *
 * @param committed a consumer of no group that sees what is committed
 * @param any a consumer of no group that sees everything, to tell where the topic ends
 * @param producer waits for all in-sync replicas
 * @param transactional makes a producer with a transactional id
 */
public record LogClients(
    Consumer<byte[], byte[]> committed,
    Consumer<byte[], byte[]> any,
    Producer<byte[], byte[]> producer,
    Function<String, Producer<byte[], byte[]>> transactional) {}
