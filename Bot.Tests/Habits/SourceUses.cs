using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Bot.Tests.Habits;

/// <summary>
/// Who uses whom by the source's symbols. Constants, enum members, <c>nameof</c> and <c>using</c> leave no trace in
/// what the compiler puts out; the source still has them.
/// </summary>
internal static class SourceUses
{
    // As the SDK for workers has them; a missing one would leave names without a meaning, which is a violation too.
    private const string ImplicitUsings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Net.Http;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Logging;
        """;

    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14, DocumentationMode.None);

    /// <summary>Compiles sources against everything that the tests themselves run with, but for the bot.</summary>
    /// <param name="assembly">The name of what comes out.</param>
    /// <param name="sources">Each with the path that violations name.</param>
    public static CSharpCompilation Compile(string assembly, IEnumerable<(string Path, string Text)> sources) =>
        CSharpCompilation.Create(
            assembly,
            sources
                .Append((Path: "ImplicitUsings.cs", Text: ImplicitUsings))
                .Select(source => CSharpSyntaxTree.ParseText(source.Text, Parsing, source.Path)),
            References(),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );

    /// <summary>Every use of a room by a file whose own room may not use it.</summary>
    public static IReadOnlyList<string> Violations(CSharpCompilation compilation) =>
        [
            .. compilation
                .SyntaxTrees.AsParallel()
                .SelectMany(tree => ViolationsIn(compilation.GetSemanticModel(tree)))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];

    private static IEnumerable<string> ViolationsIn(SemanticModel model)
    {
        foreach (var name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var used = Used(model, name);
            var room = RoomAround(name);
            if (used?.Room is { } other && room is not null && !House.MayUseRoom(room, other))
            {
                yield return $"{model.SyntaxTree.FilePath} ({room}) uses {used.Name}";
            }
        }
    }

    private sealed record Use(string? Room, string Name);

    private static Use? Used(SemanticModel model, SimpleNameSyntax name)
    {
        var info = model.GetSymbolInfo(name);
        // A method's name without a call, as in nameof, stands for all of that name.
        var symbol = info.Symbol ?? info.CandidateSymbols.FirstOrDefault();
        if (symbol is IAliasSymbol alias)
        {
            symbol = alias.Target;
        }

        if (symbol is INamespaceSymbol space)
        {
            if (LeadsOn(name))
            {
                return null;
            }

            return new Use(House.RoomOf(space.ToDisplayString()), space.ToDisplayString());
        }

        var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
        if (type is null || !SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, model.Compilation.Assembly))
        {
            return null;
        }

        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        return new Use(House.RoomOf(SpaceOf(type), type.Name), type.ToDisplayString());
    }

    // In Bot.Text.Latex, "Text" only leads to the name that counts.
    private static bool LeadsOn(SimpleNameSyntax name)
    {
        SyntaxNode whole = name;
        while (whole.Parent is QualifiedNameSyntax longer && longer.Right == whole)
        {
            whole = longer;
        }

        return whole.Parent is QualifiedNameSyntax or MemberAccessExpressionSyntax;
    }

    private static string SpaceOf(INamedTypeSymbol type) =>
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();

    // A file's usings belong to the first type in it. Only the program's entry has no namespace and sees everything.
    private static string? RoomAround(SimpleNameSyntax name)
    {
        var space =
            name.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()
            ?? name.SyntaxTree.GetRoot().DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault();
        if (space is null)
        {
            return null;
        }

        var type =
            name.Ancestors().OfType<BaseTypeDeclarationSyntax>().LastOrDefault()
            ?? space.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault();
        return House.RoomOf(space.Name.ToString(), type?.Identifier.Text ?? "");
    }

    // The tests run with all that the bot runs with, and the bot itself, which is to be read anew.
    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("Bot.dll" or "Bot.Tests.dll"))
            .Select(path => MetadataReference.CreateFromFile(path));
}
