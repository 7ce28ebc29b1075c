package io.vipgate.bench.avail;

import io.vipgate.bench.contender.VipgateBinary;
import io.vipgate.lab.sample.SampleCluster;

/** Who is measured. */
enum Contenders {
  VIPGATE_1S {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return VipgateMasters.ofOneSecond(cluster, vipgate);
    }
  },
  VIPGATE_10MS {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return VipgateMasters.ofTenMilliseconds(cluster, vipgate);
    }
  },
  PAIR_KUBEADM {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return new PairMasters(cluster, PairSettings.KUBEADM);
    }
  },
  PAIR_TUNED {
    @Override
    Masters make(SampleCluster cluster, VipgateBinary vipgate) {
      return new PairMasters(cluster, PairSettings.TUNED);
    }
  };

  abstract Masters make(SampleCluster cluster, VipgateBinary vipgate);
}
