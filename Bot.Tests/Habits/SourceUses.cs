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

    // The tests run with all that the bot runs with, and the bot itself, which is to be read anew.
    private static readonly IReadOnlyList<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is not ("Bot.dll" or "Bot.Tests.dll"))
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

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
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );

    /// <summary>
    /// Every use of a room by a file whose own room may not use it. To bind every name of the bot would take half a
    /// minute; names that only permitted rooms declare need no asking.
    /// </summary>
    public static IReadOnlyList<string> Violations(CSharpCompilation compilation)
    {
        var declaring = RoomsByDeclaredName(compilation);
        return
        [
            .. compilation
                .SyntaxTrees.AsParallel()
                .SelectMany(tree => ViolationsIn(compilation.GetSemanticModel(tree), declaring))
                .Distinct()
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<string> ViolationsIn(SemanticModel model, ILookup<string, string> declaring)
    {
        foreach (var name in model.SyntaxTree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            if (RoomAround(name) is not { } room)
            {
                continue;
            }

            var isSuspect =
                name.FirstAncestorOrSelf<UsingDirectiveSyntax>() is not null
                || declaring[name.Identifier.Text].Any(other => !House.MayUseRoom(room, other));
            if (isSuspect && Used(model, name) is { Room: { } used } use && !House.MayUseRoom(room, used))
            {
                yield return $"{model.SyntaxTree.FilePath} ({room}) uses {use.Name}";
            }
        }
    }

    // Types, and what of them the compiler copies to where it is used: constants and the members of enums.
    private static ILookup<string, string> RoomsByDeclaredName(CSharpCompilation compilation) =>
        compilation
            .SyntaxTrees.SelectMany(tree => tree.GetRoot().DescendantNodes())
            .SelectMany(Declared)
            .Where(one => one.Room is not null)
            .Distinct()
            .ToLookup(one => one.Name, one => one.Room!);

    private static IEnumerable<(string Name, string? Room)> Declared(SyntaxNode node) =>
        node switch
        {
            BaseTypeDeclarationSyntax type => [(type.Identifier.Text, RoomAround(type))],
            DelegateDeclarationSyntax type => [(type.Identifier.Text, RoomAround(type))],
            EnumMemberDeclarationSyntax member => [(member.Identifier.Text, RoomAround(member))],
            FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword) =>
                field.Declaration.Variables.Select(one => (one.Identifier.Text, RoomAround(one))),
            _ => [],
        };

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
    private static string? RoomAround(SyntaxNode name)
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
}
