using System.Linq.Expressions;
using Bot.Ledger;
using Bot.Tests.Support;
using Microsoft.Data.Sqlite;

namespace Bot.Tests.Habits;

/// <summary>The stores keep to what stands in <see cref="StoreRules"/>, and those rules can fail.</summary>
public sealed class StoreRulesTests
{
    public static TheoryData<Type> Stores => [.. StoreCalls.Stores];

    [Theory]
    [MemberData(nameof(Stores))]
    public void An_engine_behind_a_network_could_do_what_a_store_asks(Type store) =>
        Assert.Empty(StoreRules.Violations(store, store == typeof(IPages) ? [nameof(IPages.SearchesWords)] : []));

    [Fact]
    public void A_ledger_is_its_stores()
    {
        var stores = typeof(ILedger).GetProperties().Select(one => one.PropertyType).Where(one => one.IsInterface);
        Assert.Equal(StoreCalls.Stores.Select(one => one.Name).Order(), stores.Select(one => one.Name).Order());
    }

    [Theory]
    [InlineData(nameof(IBadStore.Late), "returns Task, not a ValueTask")]
    [InlineData(nameof(IBadStore.AtOnce), "returns Int32, not a ValueTask")]
    [InlineData(nameof(IBadStore.WithABody), "has a body")]
    [InlineData(nameof(IBadStore.GetRow), "is named by what it does to a row, not by what happened")]
    [InlineData(nameof(IBadStore.SetState), "is named by what it does to a row, not by what happened")]
    [InlineData(nameof(IBadStore.Many), "has 6 parameters")]
    [InlineData(nameof(IBadStore.TwoFlags), "has two booleans")]
    [InlineData(nameof(IBadStore.FlagAndAnswer), "has two booleans")]
    [InlineData(nameof(IBadStore.Sequence), "speaks of IEnumerable`1")]
    [InlineData(nameof(IBadStore.Nested), "speaks of IEnumerable`1")]
    [InlineData(nameof(IBadStore.Callback), "speaks of Func`1")]
    [InlineData(nameof(IBadStore.Filter), "speaks of Expression`1")]
    [InlineData(nameof(IBadStore.Bytes), "speaks of MemoryStream")]
    [InlineData(nameof(IBadStore.Row), "speaks of SqliteDataReader")]
    [InlineData(nameof(IBadStore.Moved), "moves an entry and does not say whether it did")]
    public void What_a_store_must_not_have_is_named(string method, string trouble) =>
        Assert.Contains($"IBadStore.{method} {trouble}", StoreRules.Violations(typeof(IBadStore)));

    [Fact]
    public void So_are_properties_and_too_many_methods_and_nothing_else_is()
    {
        var all = StoreRules.Violations(typeof(IBadStore)).ToList();
        Assert.Contains("IBadStore has the property State", all);
        Assert.Contains("IBadStore has 21 methods", all);
        Assert.DoesNotContain(all, one => one.Contains("Fine", StringComparison.Ordinal));
    }

    private interface IBadStore
    {
        string State { get; }

        Task Late();
        int AtOnce();
        ValueTask WithABody() => ValueTask.CompletedTask;
        ValueTask<int> GetRow();
        ValueTask SetState(string state);
        ValueTask Many(int a, int b, int c, int d, int e, int f);
        ValueTask TwoFlags(bool one, bool other);
        ValueTask<bool> FlagAndAnswer(bool flag);
        ValueTask<IEnumerable<int>> Sequence();
        ValueTask Nested(IReadOnlyList<IEnumerable<int>> rows);
        ValueTask Callback(Func<int> next);
        ValueTask Filter(Expression<Func<int, bool>> filter);
        ValueTask Bytes(MemoryStream bytes);
        ValueTask<SqliteDataReader> Row();
        ValueTask<bool> Moved(OutboxEntry entry);

        [Reads]
        ValueTask<int> Fine(OutboxEntry entry);
        ValueTask<Move> FineToo(OutboxEntry entry, Doubt doubt);
        ValueTask<IReadOnlyList<byte[]>> FineLists(IReadOnlyDictionary<string, DateOnly> days);
        ValueTask FineSetAside();
        ValueTask FineGettingOn();
        ValueTask<Move> SetAside(OutboxEntry entry, SetAside setAside);
    }
}
