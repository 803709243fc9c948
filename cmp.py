import sys,json,time
root,name,n,out=sys.argv[1:5]
sys.path.insert(0,root); sys.path.insert(1,'/work/main/benchmarks')
from pathlib import Path
from public_sets import read_set
from qa_bot.answering.answerer import Answerer
from qa_bot.answering.options import Options
import qa_bot; assert qa_bot.__file__.startswith(root+'/')
p = read_set(Path('/work/shared/datasets')/name).sample(int(n))
a=Answerer(p.library(), Options(refusal=False))
import qa_bot.answering.answerer as A
st={}
def wrap(obj, name):
    f=getattr(obj,name)
    def g(*x,**k):
        t=time.thread_time(); r=f(*x,**k); st.setdefault(name,[]).append((time.thread_time()-t)*1000); return r
    setattr(obj,name,g)
qs=[q.question for q in p.questions.questions]
for q in qs[:10]: a.rank(q)
wrap(a._builder,'build'); wrap(a.index,'search'); wrap(A.Judge,'judge'); wrap(a,'rank')
r={q:[(s,round(v,6)) for s,v in a.rank(q)] for q in qs}
json.dump(r,open(out,'w'))
def pc(v,s): v=sorted(v); return v[min(len(v)-1,int(s*len(v)))]
print(root,name,{k:(round(pc(v,.5),1),round(pc(v,.95),1)) for k,v in st.items()},'median,p95 ms CPU')
