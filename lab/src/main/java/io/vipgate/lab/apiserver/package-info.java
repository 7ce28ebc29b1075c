/** Stand-ins for kube-apiserver: nginx with TLS 1.3 and HTTP/2, and the certificates for them. */
@NullMarked
package io.vipgate.lab.apiserver;

import org.jspecify.annotations.NullMarked;
