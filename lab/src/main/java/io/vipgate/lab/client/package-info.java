/** Clients that run inside a node and record what a user of the endpoint would have seen. */
@NullMarked
package io.vipgate.lab.client;

import org.jspecify.annotations.NullMarked;
