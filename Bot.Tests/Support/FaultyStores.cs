using System.Collections.Concurrent;
using System.Reflection;
using Bot.Ledger;

namespace Bot.Tests.Support;

/// <summary>
/// A ledger between a process and its engine, of whatever kind: it fails, or ends the process, where it is told to.
/// </summary>
/// <param name="inner">The real one.</param>
/// <param name="faults">Decides.</param>
internal sealed class FaultyLedger(ILedger inner, StoreFaults faults) : ILedger
{
    public string Name => inner.Name;

    public IOutbox Outbox { get; } = FaultyStore<IOutbox>.Around(inner.Outbox, inner.Name, faults);

    public ISentToots SentToots { get; } = FaultyStore<ISentToots>.Around(inner.SentToots, inner.Name, faults);

    public IIntake Intake { get; } = FaultyStore<IIntake>.Around(inner.Intake, inner.Name, faults);

    public IAccounts Accounts { get; } = FaultyStore<IAccounts>.Around(inner.Accounts, inner.Name, faults);

    public IRecovery Recovery { get; } = FaultyStore<IRecovery>.Around(inner.Recovery, inner.Name, faults);

    public IPages? Pages { get; } =
        inner.Pages is { } pages ? FaultyStore<IPages>.Around(pages, inner.Name, faults) : null;

    public IPaperIndex? PaperIndex { get; } =
        inner.PaperIndex is { } index ? FaultyStore<IPaperIndex>.Around(index, inner.Name, faults) : null;

    public ILedger OpenToRead() => new FaultyLedger(inner.OpenToRead(), faults);

    public void Dispose() => inner.Dispose();
}

/// <summary>One store of such a ledger; what is derived from it while the tests run has the interface's methods.</summary>
/// <typeparam name="T">Its interface.</typeparam>
public class FaultyStore<T> : DispatchProxy
    where T : class
{
    private T _store = null!;
    private string _ledger = "";
    private StoreFaults _faults = null!;

    internal static T Around(T store, string ledger, StoreFaults faults)
    {
        var made = Create<T, FaultyStore<T>>();
        var proxy = (FaultyStore<T>)(object)made;
        (proxy._store, proxy._ledger, proxy._faults) = (store, ledger, faults);
        return made;
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        if (_faults.IsDead)
        {
            throw new DeadProcessException($"before {method.Name}");
        }

        var fault = StoreCalls.Writes(method) ? _faults.Next(method.Name) : StoreFault.None;
        switch (fault)
        {
            case StoreFault.FullDisk:
                throw new LedgerException($"the disk that holds the ledger {_ledger} is full; free some space");
            case StoreFault.Locked:
                throw new LedgerException($"the ledger {_ledger} is locked by another program; close it");
            case StoreFault.DieBefore:
                throw Death(fault, method);
            case StoreFault.DieWithin when !_faults.IsDoneWithin:
                throw Death(fault, method);
            case StoreFault.DieWithin or StoreFault.DieAfter:
                StoreCalls.Finish(Call(method, args));
                throw Death(fault, method);
            case StoreFault.Slow:
                _faults.Pass();
                break;
        }

        return Call(method, args);
    }

    // What the store throws comes as it is.
    private object? Call(MethodInfo method, object?[]? args) =>
        method.Invoke(_store, BindingFlags.DoNotWrapExceptions, binder: null, args, culture: null);

    private DeadProcessException Death(StoreFault fault, MethodInfo method)
    {
        _faults.Die(fault, method.Name);
        return new DeadProcessException($"at {method.Name} ({fault})");
    }
}

/// <summary>What is known of the stores' methods.</summary>
internal static class StoreCalls
{
    private static readonly ConcurrentDictionary<MethodInfo, bool> Writing = [];

    /// <summary>The stores that every ledger has, and those that one with pages has.</summary>
    public static IReadOnlyList<Type> Stores { get; } =
    [
        typeof(IOutbox),
        typeof(ISentToots),
        typeof(IIntake),
        typeof(IAccounts),
        typeof(IRecovery),
        typeof(IPages),
        typeof(IPaperIndex),
    ];

    public static bool Writes(MethodInfo method) =>
        Writing.GetOrAdd(method, one => !one.IsSpecialName && one.GetCustomAttribute<ReadsAttribute>() is null);

    /// <summary>Takes what a method returned: a ValueTask, with or without a result, that is completed.</summary>
    public static void Finish(object? answer)
    {
        if (answer is ValueTask work)
        {
            work.Now();
            return;
        }

        var kind = answer!.GetType();
        Assert.Equal(typeof(ValueTask<>), kind.GetGenericTypeDefinition());
        var task = (Task)kind.GetMethod(nameof(ValueTask<>.AsTask))!.Invoke(answer, null)!;
        new ValueTask(task).Now();
    }
}
