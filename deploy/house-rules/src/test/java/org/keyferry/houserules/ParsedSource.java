package org.keyferry.houserules;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import javax.lang.model.element.Modifier;
import javax.tools.ToolProvider;

/** A Java file as the compiler parses it. */
final class ParsedSource {
  private final Path file;
  private final CompilationUnitTree unit;
  private final DocTrees trees;

  private ParsedSource(Path file, CompilationUnitTree unit, DocTrees trees) {
    this.file = file;
    this.unit = unit;
    this.trees = trees;
  }

  static List<ParsedSource> of(List<Path> files) {
    var compiler = ToolProvider.getSystemJavaCompiler();
    var manager = compiler.getStandardFileManager(null, null, null);
    var paths = files.stream().map(SourceTree.ROOT::resolve).toList();
    var task =
        (JavacTask)
            compiler.getTask(
                null,
                manager,
                null,
                List.of("-proc:none"),
                null,
                manager.getJavaFileObjectsFromPaths(paths));
    var trees = DocTrees.instance(task);
    var sources = new ArrayList<ParsedSource>();
    try {
      for (CompilationUnitTree unit : task.parse()) {
        Path file = SourceTree.ROOT.relativize(Path.of(unit.getSourceFile().toUri()));
        sources.add(new ParsedSource(file, unit, trees));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return sources;
  }

  Path file() {
    return file;
  }

  /** Text of every string literal, with where it stands. */
  void strings(BiConsumer<String, String> seen) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitLiteral(LiteralTree literal, Void unused) {
        if (literal.getKind() == Tree.Kind.STRING_LITERAL) {
          seen.accept((String) literal.getValue(), at(literal));
        }
        return null;
      }
    }.scan(unit, null);
  }

  /** Every method with a body, with where it stands. */
  void methods(BiConsumer<MethodTree, String> seen) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitMethod(MethodTree method, Void unused) {
        if (method.getBody() != null) {
          seen.accept(method, at(method));
        }
        return super.visitMethod(method, null);
      }
    }.scan(unit, null);
  }

  /** The value of every {@code @Tag}, with the class or method that has it. */
  void tags(BiConsumer<String, String> seen) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitAnnotation(AnnotationTree annotation, Void unused) {
        if (annotation.getAnnotationType().toString().equals("Tag")) {
          var scanner = this;
          annotation
              .getArguments()
              .forEach(value -> seen.accept(text(value), name(scanner.getCurrentPath())));
        }
        return super.visitAnnotation(annotation, null);
      }
    }.scan(unit, null);
  }

  private static String text(Tree value) {
    Tree given = value instanceof AssignmentTree named ? named.getExpression() : value;
    return given instanceof LiteralTree literal ? String.valueOf(literal.getValue()) : "";
  }

  private static String name(TreePath annotation) {
    var names = new ArrayDeque<String>();
    for (TreePath path = annotation; path != null; path = path.getParentPath()) {
      switch (path.getLeaf()) {
        case MethodTree method -> names.addFirst(method.getName().toString());
        case ClassTree type -> names.addFirst(type.getSimpleName().toString());
        default -> {
          // Between a test and its class.
        }
      }
    }
    return String.join("#", names);
  }

  /** Lines between the braces of its body. */
  int lines(MethodTree method) {
    var positions = trees.getSourcePositions();
    return (int)
        (line(positions.getEndPosition(unit, method.getBody()))
            - line(positions.getStartPosition(unit, method.getBody()))
            - 1);
  }

  /** Names of public top-level types without Javadoc. */
  List<String> undocumentedTypes() {
    var names = new ArrayList<String>();
    for (Tree type : unit.getTypeDecls()) {
      if (type instanceof ClassTree named
          && named.getModifiers().getFlags().contains(Modifier.PUBLIC)
          && trees.getDocComment(new TreePath(new TreePath(unit), type)) == null) {
        names.add(at(type) + " " + named.getSimpleName());
      }
    }
    return names;
  }

  private String at(Tree tree) {
    return file + ":" + line(trees.getSourcePositions().getStartPosition(unit, tree));
  }

  private long line(long position) {
    return unit.getLineMap().getLineNumber(position);
  }
}
