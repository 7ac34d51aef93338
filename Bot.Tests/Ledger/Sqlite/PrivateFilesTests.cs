using System.Diagnostics;
using Bot.Ledger.Sqlite;
using Bot.Options;
using Bot.Tests.Support;

namespace Bot.Tests.Ledger.Sqlite;

/// <summary>What the ledger leaves on the disk is its owner's alone, and no more than is wanted.</summary>
public sealed class PrivateFilesTests : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode Open = Private | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("tootprint-test-");
    private readonly FakeClock _clock = new();

    public PrivateFilesTests() => Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no modes");

    private string LedgerPath => Path.Combine(_folder.FullName, "data", "tootprint", "ledger.db");
    private string CopyPath => Path.Combine(_folder.FullName, "copy.db");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_ledger_its_companions_its_folder_and_its_back_ups_are_the_owners_alone()
    {
        using (var ledger = SqliteLedger.Open(LedgerPath, _clock))
        {
            ledger.Accounts.Done("feed", _clock.GetUtcNow()).Now();
            SqliteLedger.BackUp(LedgerPath, CopyPath);
            var files = new DirectoryInfo(Path.GetDirectoryName(LedgerPath)!).GetFiles();
            Assert.Equal(
                ["ledger.db", "ledger.db-shm", "ledger.db-wal", "ledger.db.lock", "ledger.db.owner"],
                files.Select(file => file.Name).Order(StringComparer.Ordinal)
            );
            Assert.All(files, file => Assert.Equal(Private, file.UnixFileMode));
        }

        Assert.Equal(Private, File.GetUnixFileMode(CopyPath));
        Assert.Equal(Private | UnixFileMode.UserExecute, File.GetUnixFileMode(Path.GetDirectoryName(LedgerPath)!));
    }

    [Fact]
    public void What_the_operator_has_opened_to_others_stays_so()
    {
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        File.SetUnixFileMode(LedgerPath, Open);
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        Assert.Equal(Open, File.GetUnixFileMode(LedgerPath));
    }

    [Theory]
    [InlineData("other.db.2147483647.part", true)]
    [InlineData("copy.db.2147483646.part", true)]
    [InlineData("tootprint-2026-11-22.db.2147483645.part", true)]
    [InlineData("empty.db.2147483644.part", true)]
    [InlineData("film.2147483643.part", false)]
    [InlineData("film.part", false)]
    [InlineData("ledger.db.2147483643.parts", false)]
    public void What_killed_back_ups_left_is_cleared_by_the_next_one(string name, bool isCleared)
    {
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        var part = Path.Combine(_folder.FullName, name);
        File.WriteAllText(part, name.StartsWith("film", StringComparison.Ordinal) ? "a film, not ours" : "");
        if (name is not "empty.db.2147483644.part" && isCleared)
        {
            File.Copy(LedgerPath, part, overwrite: true);
            File.WriteAllText(part + "-journal", "");
        }

        SqliteLedger.BackUp(LedgerPath, CopyPath);
        Assert.Equal(!isCleared, File.Exists(part));
        Assert.False(File.Exists(part + "-journal"));
        Assert.True(File.Exists(CopyPath));
    }

    [Fact]
    public void A_back_up_under_way_is_left_alone_for_a_day_and_one_with_our_own_number_is_no_hindrance()
    {
        SqliteLedger.Open(LedgerPath, _clock).Dispose();
        using var living = Process.Start("sleep", "60");
        var underWay = Path.Combine(_folder.FullName, $"other.db.{living.Id}.part");
        File.Copy(LedgerPath, underWay);
        File.Copy(LedgerPath, $"{CopyPath}.{Environment.ProcessId}.part");
        SqliteLedger.BackUp(LedgerPath, CopyPath);
        Assert.True(File.Exists(underWay));
        File.SetLastWriteTimeUtc(underWay, File.GetLastWriteTimeUtc(CopyPath).AddDays(-2));
        SqliteLedger.BackUp(LedgerPath, CopyPath + "2");
        Assert.Empty(_folder.GetFiles("*.part"));
        living.Kill();
    }

    [Theory]
    [InlineData(0x1B6, "666")] // 0666
    [InlineData(0x1A4, "644")]
    [InlineData(0x184, "604")]
    [InlineData(0x182, "602")]
    [InlineData(0x190, "620")]
    [InlineData(0x124, "444")]
    public void A_token_that_others_can_read_or_change_is_told(int mode, string words)
    {
        var file = TokenFile(mode);
        Assert.Contains($"the mode {words}", PrivateFiles.Exposure(file), StringComparison.Ordinal);
        var link = Path.Combine(_folder.FullName, "link");
        File.CreateSymbolicLink(link, file);
        Assert.Contains($"the mode {words}", PrivateFiles.Exposure(link), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0x180)] // 0600
    [InlineData(0x100)]
    [InlineData(0x1A0)] // 0640: a group of the operator's choice
    public void A_token_of_the_owner_or_of_a_group_is_well_kept(int mode) =>
        Assert.Null(PrivateFiles.Exposure(TokenFile(mode)));

    [Fact]
    public void A_file_that_is_not_there_is_another_matter() =>
        Assert.Null(PrivateFiles.Exposure(Path.Combine(_folder.FullName, "none")));

    private string TokenFile(int mode)
    {
        var file = Path.Combine(_folder.FullName, "token");
        File.WriteAllText(file, "secret");
        File.SetUnixFileMode(file, (UnixFileMode)mode);
        return file;
    }
}
