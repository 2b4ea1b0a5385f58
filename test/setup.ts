import fc from 'fast-check';

// One seed, so that a run can be repeated and a submission is judged by what it is. FC_SEED=<number> tries other cases.
fc.configureGlobal({ seed: Number(process.env.FC_SEED ?? 20261121) });
