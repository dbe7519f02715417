import random, pytest
from need_to_know.mutants import reached, sites, survives
from need_to_know.walk import Walk
from need_to_know.test_mutants import _looking
pytestmark=[pytest.mark.django_db]
def test_all(office, capsys):
    import time
    walk=Walk(office); t=time.time()
    met=reached(walk,0,_looking(walk,{"officer"}))
    known=sites()
    with open("/tmp/mut.out","w") as f:
        f.write(f"{len(known)} known {len(met)} reached {time.time()-t:.0f}s\n"); f.flush()
        for site in sorted(met):
            b=time.time(); s=survives(walk,0,site,met[site][:60])
            f.write(f"{'ALIVE' if s else 'killed'} {site[0]}:{site[1]} {len(met[site])} {time.time()-b:.1f}s\n"); f.flush()
        for s in sorted(set(known)-set(met)): f.write(f"unreached {s[0]}:{s[1]}\n")
