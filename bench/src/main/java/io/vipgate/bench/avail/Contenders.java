package io.vipgate.bench.avail;

import io.vipgate.bench.contender.VipgateBinary;
import io.vipgate.lab.sample.SampleCluster;

/** Who is measured. */
enum Contenders {
  VIPGATE_1S("vipgate-1s", false) {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return VipgateMasters.ofOneSecond(cluster, vipgate);
    }
  },
  VIPGATE_10MS("vipgate-10ms", true) {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return VipgateMasters.ofTenMilliseconds(cluster, vipgate);
    }
  },
  PAIR_KUBEADM("pair-kubeadm", false) {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return new PairMasters(cluster, PairSettings.KUBEADM);
    }
  },
  PAIR_TUNED("pair-tuned", true) {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return new PairMasters(cluster, PairSettings.TUNED);
    }
  };

  private final String label;
  private final boolean fast;

  Contenders(String label, boolean fast) {
    this.label = label;
    this.fast = fast;
  }

  /** As in the tables. */
  String label() {
    return label;
  }

  /** Whether it has adverts each 10 ms. */
  boolean isFast() {
    return fast;
  }

  abstract Masters make(SampleCluster cluster, VipgateBinary vipgate);
}
